DROP TABLE precisions;
DROP TABLE assessments;
DROP TABLE practice_items;
DROP TABLE item_keys;
DROP TABLE item_texts;
DROP TABLE items;
