DROP TABLE equality_answers;
DROP TABLE equality_choices;
