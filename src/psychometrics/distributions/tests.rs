//! Against values computed to 40 digits with mpmath and with scipy 1.17.

use super::*;

fn close(got: f64, want: f64) {
    assert!((got - want).abs() <= 2e-13 * want.abs().max(1e-300), "{got} instead of {want}");
}

#[test]
fn incomplete_beta_both_tails() {
    for (x, a, b, lower, upper) in [
        (0.3, 2.0, 5.0, 0.579_825, 0.420_175),
        (0.01, 0.5, 30.0, 0.560_665_631_094_748_8, 0.439_334_368_905_251_24),
        (0.9, 10.5, 1.25, 0.427_568_373_582_004, 0.572_431_626_417_995_9),
        (0.5, 400.0, 410.0, 0.637_411_918_146_46, 0.362_588_081_853_539_97),
        (0.0256, 5000.0, 190_000.0, 0.456_147_540_104_900_8, 0.543_852_459_895_096_9),
    ] {
        assert!((beta_cdf(x, a, b) - lower).abs() < 1e-12, "{a} {b}");
        assert!((beta_upper(x, a, b) - upper).abs() < 1e-12, "{a} {b}");
    }
}

#[test]
fn incomplete_gamma_both_tails() {
    for (x, a, lower, upper) in [
        (0.1, 0.5, 0.345_279_153_981_423, 0.654_720_846_018_577),
        (2.5, 3.0, 0.456_186_884_116_670_47, 0.543_813_115_883_329_5),
        (50.0, 30.0, 0.999_083_171_138_544, 0.000_916_828_861_456_079_9),
        (1000.0, 950.0, 0.945_793_326_110_981_4, 0.054_206_673_889_018_61),
        (0.001, 12.0, 2.085_749_507_966_256_9e-45, 1.0),
    ] {
        close(gamma_cdf(x, a), lower);
        close(gamma_upper(x, a), upper);
    }
}

#[test]
fn hypergeometric_masses() {
    close(Hypergeometric::new(40, 80, 60).mass(12), 0.001_266_981_637_459_643_4);
    close(Hypergeometric::new(1000, 1000, 950).mass(450), 0.002_917_512_571_323_190_7);
    close(Hypergeometric::new(5, 9, 3).mass(0), 0.230_769_230_769_230_77);
    close(Hypergeometric::new(5, 9, 3).cdf(3), 1.0);
    close(Hypergeometric::new(5, 0, 3).mass(3), 1.0);
}

#[test]
fn quantiles() {
    close(t_quantile(0.975, 1.0), 12.706_204_736_174_694);
    close(t_quantile(0.025, 10.0), -2.228_138_851_986_274);
    close(t_quantile(0.95, 3.5), 2.222_433_493_649_6);
    close(f_quantile(0.975, 999.0, 3996.0), 1.101_451_233_333_412_5);
    close(f_quantile(0.025, 999.0, 3996.0), 0.905_241_030_570_834);
    close(f_quantile(0.975, 5.0, 18.0), 3.381_967_805_875_243);
    close(f_quantile(0.025, 99_999.0, 3_899_961.0), 0.991_143_503_229_505_6);
    close(chi_square_quantile(0.95, 1.0), 3.841_458_820_694_124);
    close(chi_square_quantile(0.5, 7.0), 6.345_811_195_521_515);
    close(chi_square_quantile(0.01, 20.0), 8.260_398_332_546_4);
    close(beta_quantile(beta_cdf(0.37, 2.5, 4.0), 2.5, 4.0), 0.37);
}

#[test]
fn tails_agree_with_quantiles() {
    close(f_upper(f_quantile(0.975, 7.0, 21.0), 7.0, 21.0), 0.025);
    close(t_two_sided(t_quantile(0.975, 9.0), 9.0), 0.05);
    close(chi_square_upper(chi_square_quantile(0.999, 4.0), 4.0), 0.001);
    close(normal_two_sided(1.959_963_984_540_054), 0.05);
    close(normal_quantile(0.975), 1.959_963_984_540_054);
    close(normal_cdf(0.0), 0.5);
}

#[test]
fn the_ends_are_exact() {
    for value in
        [beta_cdf(0.0, 2.0, 3.0), gamma_cdf(0.0, 2.0), chi_square_quantile(0.0, 3.0), f_quantile(0.0, 2.0, 2.0)]
    {
        assert!(value.abs() <= 0.0);
    }
    close(beta_cdf(1.0, 2.0, 3.0), 1.0);
    close((0..=7).map(|x| binomial_mass(x, 7, 0.3)).sum(), 1.0);
    close(binomial_mass(0, 5, 0.0), 1.0);
}
