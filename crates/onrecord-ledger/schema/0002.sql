-- The ledger, version 2: mentions, the actors they mean, and what users judged of actors.

-- Whom mentions mean, as runs named them. An actor of the base has its id there, and its facts stay
-- there. One that the base does not know is of one document: `folded` is the key of its full name,
-- and its id is made from document, kind and key. Who of them is the same person is a view.
CREATE TABLE actor (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  folded TEXT
) STRICT;
CREATE UNIQUE INDEX actor_once ON actor (id, name, kind, ifnull(folded, x''));

-- Mentions of a document; `ordinal` is the place among those of its reading. `start` and `end` are
-- code points of its text. `name` is null where it is the actor's. `codes` are parted by blanks;
-- `place`, `date` and `candidates` are JSON as the line has it, null where there is none.
CREATE TABLE mention (
  key INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (line),
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  label TEXT NOT NULL,
  name TEXT,
  actor INTEGER REFERENCES actor (key),
  codes TEXT NOT NULL,
  place TEXT,
  date TEXT,
  candidates TEXT,
  UNIQUE (document, ordinal)
) STRICT;
CREATE INDEX mention_actor ON mention (actor);

-- What somebody judged of two ids: that they mean one actor (`merge`), or two (`split`). The last of a
-- pair counts.
CREATE TABLE judgement (
  key INTEGER PRIMARY KEY,
  verdict TEXT NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  because TEXT
) STRICT;

CREATE TRIGGER actor_stays BEFORE UPDATE ON actor BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER actor_kept BEFORE DELETE ON actor BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER mention_stays BEFORE UPDATE ON mention BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER mention_kept BEFORE DELETE ON mention BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER judgement_stays BEFORE UPDATE ON judgement BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER judgement_kept BEFORE DELETE ON judgement BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
