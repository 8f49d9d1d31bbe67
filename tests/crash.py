#!/usr/bin/env python3
"""Proves that an acknowledged answer survives `kill -9` of the server.

32 applicants answer through the JSON API while the server is killed and started again, N times. Each writes to a
ledger what it is about to send and what was acknowledged, with an fsync. After every restart each holds its sitting
against its ledger before it goes on; at the end every sitting there ever was is held against the ledgers on disk. A
question has the last acknowledged answer at its acknowledged revision, or one sent later whose reply got lost; what was
handed in stays so. `rapport rescore --verify` and `rapport audit verify` find nothing. (Not shown: a loss of power.)
"""

import argparse
import http.client
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

APPLICANTS = 32
PATIENCE = 30  # seconds for one request, and for the server to start or to stop
SITTING = "/api/v1/sitting"


class Unanswered(Exception):
    """No reply came, or the server could not do it now: what was asked for may have happened or not."""


class Client:
    """Somebody who asks the server, over one connection that is opened again after it broke."""

    def __init__(self, port, token=None):
        self.http, self.token = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), token

    def ask(self, method, path, body=None, expected=(200,)):
        """Returns status and body."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        try:
            self.http.request(method, path, None if body is None else json.dumps(body), headers)
            reply = self.http.getresponse()
            text = reply.read()
        except (OSError, http.client.HTTPException) as error:
            self.http.close()
            raise Unanswered from error
        if reply.status == 503:
            raise Unanswered
        if reply.status not in expected:
            raise RuntimeError(f"{method} {path} {body}: {reply.status} {text.decode()}")
        return reply.status, json.loads(text) if path.startswith("/api/") else text


class Ledger:
    """What was sent and what was acknowledged in one sitting, on disk before anything else happens."""

    def __init__(self, path):
        self.known = {}  # number of a question -> (revision, answer) as the server last confirmed them
        self.sent = {}  # number -> every (revision, answer) that was sent
        self.events, self.last = {}, None
        for line in path.read_text().splitlines() if path.exists() else []:
            self.apply(*json.loads(line))
        self.file = path.open("a")

    def write(self, *entry):
        self.file.write(json.dumps(entry) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())
        self.apply(*entry)

    def apply(self, event, subject, *revision_and_answer):
        self.last = event
        if event == "sent":
            self.sent.setdefault(subject, []).append(revision_and_answer)
        elif event in ("seen", "saved"):
            self.known[subject] = revision_and_answer
        else:
            self.events[event] = subject

    def possible(self, number):
        """Every (revision, answer) the server may have: the known one, or a later one whose reply got lost."""
        known = self.known.get(number, (1, {}))  # seeing a question for the first time is its first revision
        return [known] + [sent for sent in self.sent.get(number, []) if sent[0] > known[0]]


class Sitting:
    """One test: what its applicant does, and whether the server still has what it acknowledged."""

    def __init__(self, trial, serial):
        self.trial, self.name, self.chance = trial, f"sitting-{serial}", random.Random(f"{trial.seed} {serial}")
        self.ledger = Ledger(trial.folder / self.name)
        self.client = Client(trial.port, self.ledger.events.get("opened"))
        self.checked, self.questions, self.unsure = trial.starts, {}, None

    def take(self):
        """From the link to the receipt."""
        link = self.patiently(self.trial.invite)
        opened = self.patiently(self.client.ask, "POST", SITTING, {"invitation": link, "agree": True})[1]
        self.client.token = opened["token"]
        self.ledger.write("opened", opened["token"])
        numbers = self.chance.sample(opened["sitting"]["open"], opened["sitting"]["questions"])
        for place, number in enumerate(numbers, 1):
            self.patiently(self.look_at, number)
            self.patiently(self.save, number)
            if self.chance.random() < 0.3:  # some go back and change an earlier answer
                self.patiently(self.save, self.chance.choice(numbers[:place]))
        self.patiently(self.hand_in)

    def patiently(self, step, *arguments):
        """Repeats a step until there is a reply. After a restart, nothing is sent before everything was checked."""
        while not self.trial.is_over:
            try:
                if self.checked != (starts := self.trial.starts):
                    self.check()
                    self.checked = starts
                return step(*arguments)
            except Unanswered:
                time.sleep(0.05)
        raise InterruptedError

    def save(self, number):
        """Answers a question. After a lost reply some send the same again, others choose again from what they see."""
        if self.unsure is None or self.chance.random() < 0.5:
            self.unsure = (self.ledger.known[number][0] + 1, some_answer(self.chance, self.questions[number]))
        self.ledger.write("sent", number, *self.unsure)
        status, reply = self.put(number, *self.unsure)
        if status == 409:
            # PostgreSQL may finish what a dead server has sent it after somebody has looked: they must look again.
            self.unsure, self.checked = None, 0
            raise Unanswered
        self.ledger.write("saved", number, reply["revision"], self.unsure[1])
        self.trial.acknowledged.append(self.name)
        self.unsure = None

    def put(self, number, revision, answer):
        body = {"revision": revision - 1, "answer": answer}
        return self.client.ask("PUT", f"{SITTING}/questions/{number}/answer", body, expected=(200, 409))

    def hand_in(self):
        self.ledger.write("handing in", True)
        self.ledger.write("handed in", self.client.ask("POST", f"{SITTING}/submission", {})[1]["receipt"])

    def check(self):
        """Holds the sitting against its ledger. Where not even its start was acknowledged, nothing can be lost."""
        if "opened" not in (events := self.ledger.events):
            return
        now = self.client.ask("GET", SITTING)[1]
        ended, receipt, promised = now["state"] == "scored", now["receipt"], events.get("handed in")
        if ended not in ("handed in" in events, "handing in" in events) or promised not in (receipt, None):
            self.trial.lost.add(f"{self.name} is {now['state']} with receipt {receipt}; promised was {promised}")
        for number in sorted(self.ledger.known):
            self.look_at(number, ended)

    def look_at(self, number, handed_in=False):
        """Holds a question against the ledger."""
        found, possible = (self.confirmed if handed_in else self.read)(number), self.ledger.possible(number)
        if found not in possible:
            self.trial.lost.add(f"{self.name}: question {number} has {found}, and may have {possible}")
        if found and found != self.ledger.known.get(number):
            self.ledger.write("seen", number, *found)

    def read(self, number):
        """The stored answer with its revision."""
        question = self.questions[number] = self.client.ask("GET", f"{SITTING}/questions/{number}")[1]
        return question["revision"], question["answer"]

    def confirmed(self, number):
        """The same after handing in, when questions are not shown any more. The server takes no new answer then, but it
        confirms a repeated one: exactly the last, made from exactly its revision."""
        revision, answer = self.ledger.known[number]
        if self.put(number, revision + 1, answer)[0] == 200:
            return None
        return next((sent for sent in self.ledger.possible(number) if self.put(number, *sent)[0] == 200), None)


def some_answer(chance, question):
    """A complete answer to a question, in its format."""
    ranks = chance.sample(range(1, len(question["options"]) + 1), len(question["options"]))
    best, worst = {"best": ranks[0]}, {"worst": ranks[1]}
    chosen = {"pick-best": best, "best-worst": best | worst, "rank": {"ranks": ranks}}
    return chosen.get(question["format"]) or {"ratings": [chance.randint(1, 5) for _ in ranks]}


class Trial:
    """Everything together: the server on its database, the recruiter who invites, and the applicants."""

    def __init__(self, options, folder):
        self.binary, self.seed, self.folder, self.process, self.starts = options.binary, options.seed, folder, None, 0
        # An environment of its own and no settings file: nobody else may have a say.
        own = {"CONFIG": os.devnull, "DATA_DIR": folder / "data", "DATABASE": options.database or folder / "crash.db"}
        self.environment = {f"RAPPORT_{name}": str(value) for name, value in own.items()} | {"RUST_LOG": "warn"}
        # Below the ports of outgoing connections: there, a client that knocks in vain could be connected to itself.
        ports = random.sample(range(20_000, 30_000), 100)
        self.port = next(port for port in ports if socket.socket().connect_ex(("127.0.0.1", port)) != 0)
        self.serials, self.guests, self.sittings = itertools.count(1), itertools.count(1), {}
        self.crowd, self.is_over, self.acknowledged, self.lost = ThreadPoolExecutor(APPLICANTS), False, [], set()

    def command(self, *arguments, **options):
        """Runs a command of the program."""
        return subprocess.run([self.binary, *arguments], env=self.environment, text=True, **options)

    def start(self):
        """Starts the server; returns the seconds until it was ready."""
        began, command = time.monotonic(), [self.binary, "serve", "--listen", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, env=self.environment)
        self.starts += 1
        while self.process.poll() is None and time.monotonic() < began + PATIENCE:
            try:
                Client(self.port).ask("GET", "/readyz")
                return time.monotonic() - began
            except Unanswered:
                time.sleep(0.02)
        raise RuntimeError("the server does not start")

    def end(self, how, expected):
        """Sends a signal, and waits for the end, which must come from it."""
        self.process.send_signal(how)
        if (status := self.process.wait(PATIENCE)) != expected:
            raise RuntimeError(f"the server ended with {status}")

    def invite(self):
        """Returns the secret of a link. After a lost reply, somebody else is invited."""
        path, email = f"/api/v1/openings/{self.opening}/invitations", f"{next(self.guests)}@{self.opening}.example"
        people = {"people": [{"name": "Some Applicant", "email": email}]}
        return Client(self.port, self.recruiter).ask("POST", path, people)[1][0]["link"].rsplit("/", 1)[1]

    def sit(self, place):
        """An applicant's thread: one sitting after the other."""
        with suppress(InterruptedError):
            while not self.is_over:
                self.sittings[place] = Sitting(self, next(self.serials))
                self.sittings[place].take()

    def run(self, kills):
        """All the kills, and the reckoning."""
        demo = self.command("demo", "--no-serve", "--json", "--applicants", "0", stdout=subprocess.PIPE)
        self.start()
        account = next(account for account in json.loads(demo.stdout)["staff"] if account.pop("role") == "recruiter")
        self.recruiter = Client(self.port).ask("POST", "/api/v1/session", account)[1]["token"]
        new = {"title": "Night desk", "assessment": "customer-support-essentials"}
        self.opening = Client(self.port, self.recruiter).ask("POST", "/api/v1/openings", new)[1]["id"]
        chance, threads = random.Random(self.seed), [self.crowd.submit(self.sit, place) for place in range(APPLICANTS)]
        for kill in range(1, kills + 1):
            self.wait_until_all_answer(threads)
            if self.lost:
                break
            time.sleep(chance.uniform(0.1, 1.5))
            self.end(signal.SIGKILL, -signal.SIGKILL)
            under_way = sum(sitting.ledger.last in ("sent", "handing in") for sitting in self.sittings.values())
            line = f"kill {kill}: {len(self.acknowledged)} acknowledged answers so far, {under_way} requests under way"
            print(f"{line}, ready again in {self.start():.2f} s", flush=True)
        self.wait_until_all_answer(threads)
        self.is_over = True
        for thread in threads:
            thread.result()
        list(self.crowd.map(lambda serial: Sitting(self, serial).check(), range(1, next(self.serials))))
        self.end(signal.SIGTERM, 0)
        self.faults = [self.command("rescore", "--verify").returncode, self.command("audit", "verify").returncode]

    def wait_until_all_answer(self, threads):
        """Until everybody has checked a sitting since the last start, and goes on. A failure of one is everybody's."""
        while sum(s.checked == self.starts and bool(s.ledger.known) for s in list(self.sittings.values())) < APPLICANTS:
            for ended in (thread for thread in threads if thread.done()):
                ended.result()
            time.sleep(0.02)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=Path(__file__).parents[1] / "target/debug/rapport")
    parser.add_argument("--database", metavar="URL", help="sqlite:PATH or postgres://…; default: a temporary file")
    for name, metavar, default in (("--kills", "N", 20), ("--limit", "SECONDS", 600), ("--seed", "N", 1)):
        parser.add_argument(name, type=int, metavar=metavar, default=default, help=f"default: {default}")
    options = parser.parse_args()
    for number in (signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("stopped: told to, or --limit is over"))
    signal.alarm(options.limit)
    with tempfile.TemporaryDirectory(prefix="rapport-crash-") as folder:
        trial = Trial(options, Path(folder))
        try:
            trial.run(options.kills)
        finally:
            trial.is_over = True
            if trial.process:
                trial.process.kill()
            trial.crowd.shutdown(cancel_futures=True)
            print("".join(f"{sentence}\n" for sentence in sorted(trial.lost)), end="")
    acknowledged, lost = len(trial.acknowledged), len(trial.lost)
    print(f"{APPLICANTS} applicants, {trial.starts - 1} kills, {acknowledged} acknowledged answers, {lost} lost")
    sys.exit(lost > 0 or any(trial.faults))


if __name__ == "__main__":
    main()
