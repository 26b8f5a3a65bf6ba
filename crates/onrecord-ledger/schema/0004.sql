-- The ledger, version 4: stories. They are made from the rest, and made again when it grows: what is in these tables may
-- be deleted, and comes back the same.

-- States of the stories: the program and tables that made them, and the last reading that they take in.
CREATE TABLE grouping (
  seq INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (key),
  reading INTEGER NOT NULL
) STRICT;

-- What articles are about, as the program compares them.
CREATE TABLE profile (
  document INTEGER PRIMARY KEY REFERENCES document (line),
  run INTEGER NOT NULL REFERENCES run (key),
  bytes BLOB NOT NULL
) STRICT;

-- The stories of the last state. `made`: the state in which it got these members; `json` is the line.
CREATE TABLE story (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  made INTEGER NOT NULL REFERENCES grouping (seq),
  "from" TEXT,
  "to" TEXT,
  documents INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX story_from ON story ("from");

CREATE TABLE story_member (
  story INTEGER NOT NULL REFERENCES story (key),
  document INTEGER NOT NULL UNIQUE REFERENCES document (line),
  PRIMARY KEY (story, document)
) STRICT, WITHOUT ROWID;

-- The other lines of stories, in their order; `subject`, `relation` and `detail` are those of agreements.
CREATE TABLE story_line (
  key INTEGER PRIMARY KEY,
  story INTEGER NOT NULL REFERENCES story (key),
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT,
  subject TEXT,
  relation TEXT,
  detail TEXT,
  json TEXT NOT NULL,
  UNIQUE (story, ordinal)
) STRICT;
CREATE INDEX story_line_id ON story_line (id);
CREATE INDEX story_line_kind ON story_line (kind, relation);

-- What became of stories that are no more, or lost documents to others: `renamed`, `merged` or `split`.
CREATE TABLE story_fate (
  key INTEGER PRIMARY KEY,
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  what TEXT NOT NULL,
  grouping INTEGER NOT NULL REFERENCES grouping (seq)
) STRICT;
CREATE INDEX story_fate_old ON story_fate (old);
