-- The ledger, version 1. Rows are only ever added: triggers below refuse the rest.
--
-- `line.json` is the record, exactly as it was made; every other column of `line`, `document` and
-- `statement` is extracted from it to filter by, and `onrecord verify` compares them again.

-- One state of program and data (see `Run` in onrecord-model).
CREATE TABLE run (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version TEXT NOT NULL,
  tables TEXT NOT NULL,
  models TEXT
) STRICT;

-- Bytes as they were found, named by their BLAKE3 hash.
CREATE TABLE capture (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  length INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- Where and when a capture was seen and how reading it ended. No capture: its bytes could not be had.
CREATE TABLE sighting (
  key INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  url TEXT,
  at TEXT,
  charset TEXT,
  capture INTEGER REFERENCES capture (key),
  outcome TEXT NOT NULL CHECK (outcome IN ('read', 'partly', 'refused')),
  reason TEXT
) STRICT;
-- The same again adds nothing, and the first `at` stays. x'' stands for null: no text equals a blob.
CREATE UNIQUE INDEX sighting_once
  ON sighting (path, ifnull(url, x''), ifnull(capture, x''), outcome, ifnull(reason, x''));
CREATE INDEX sighting_capture ON sighting (capture);

-- What to know about a sighting, as a run found it. `start` and `end` are bytes of the capture.
CREATE TABLE notice (
  key INTEGER PRIMARY KEY,
  sighting INTEGER NOT NULL REFERENCES sighting (key),
  run INTEGER NOT NULL REFERENCES run (key),
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER
) STRICT;
CREATE UNIQUE INDEX notice_once
  ON notice (sighting, run, code, message, ifnull(start, -1), ifnull("end", -1));

-- Which run read which capture. `seq` counts up: the highest of a capture is its newest reading.
CREATE TABLE reading (
  seq INTEGER PRIMARY KEY,
  capture INTEGER NOT NULL REFERENCES capture (key),
  run INTEGER NOT NULL REFERENCES run (key),
  UNIQUE (capture, run)
) STRICT;
CREATE INDEX reading_capture ON reading (capture, seq);

-- The readings that listings show.
CREATE VIEW newest AS
  SELECT seq, capture, run FROM reading AS this
  WHERE NOT EXISTS (
    SELECT 1 FROM reading AS later WHERE later.capture = this.capture AND later.seq > this.seq
  );

-- Every line of the record, whatever its kind. `ordinal` is its place among the lines of its reading.
CREATE TABLE line (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reading INTEGER NOT NULL REFERENCES reading (seq),
  ordinal INTEGER NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (id, reading)
) STRICT;
CREATE INDEX line_reading ON line (reading, kind, ordinal);

-- What documents are filtered by. `outlet`: name and domain in lower case, with a line break between.
CREATE TABLE document (
  line INTEGER PRIMARY KEY REFERENCES line (key),
  role TEXT NOT NULL,
  outlet TEXT,
  published_start TEXT,
  published_end TEXT,
  language TEXT,
  duplicate_of TEXT
) STRICT;
CREATE INDEX document_published ON document (published_start);

-- What statements are filtered by. `source`: name and description in lower case, with a line break
-- between; `start`: first code point of what is said.
CREATE TABLE statement (
  line INTEGER PRIMARY KEY REFERENCES line (key),
  document INTEGER NOT NULL REFERENCES document (line),
  source TEXT,
  act TEXT NOT NULL,
  form TEXT NOT NULL,
  start INTEGER
) STRICT;
CREATE INDEX statement_document ON statement (document);

-- Sketches of documents, and their bands: two texts that resemble each other share a band.
CREATE TABLE sketch (
  document INTEGER PRIMARY KEY REFERENCES document (line),
  mins BLOB NOT NULL
) STRICT;
CREATE TABLE band (
  run INTEGER NOT NULL REFERENCES run (key),
  key INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document (line),
  PRIMARY KEY (run, key, document)
) STRICT, WITHOUT ROWID;

-- The words of a line: the text of a document, what a statement says. The index reads them from
-- here for snippets, so that no text is kept twice. (Its integrity check cannot use json_each, as
-- it must not read from another virtual table.)
CREATE VIEW line_words AS
  SELECT key, CASE kind
    WHEN 'document' THEN json_extract(json, '$.text')
    WHEN 'statement' THEN (
      WITH RECURSIVE piece (at, text) AS (
        VALUES (0, json_extract(json, '$.content[0].quote'))
        UNION ALL
        SELECT at + 1, text || ' … ' || json_extract(json, '$.content[' || (at + 1) || '].quote')
        FROM piece WHERE at + 1 < json_array_length(json, '$.content')
      )
      SELECT text FROM piece ORDER BY at DESC LIMIT 1
    )
  END AS text
  FROM line;
CREATE VIRTUAL TABLE words USING fts5 (
  text, content = 'line_words', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER run_stays BEFORE UPDATE ON run BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER run_kept BEFORE DELETE ON run BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER capture_stays BEFORE UPDATE ON capture BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER capture_kept BEFORE DELETE ON capture BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER sighting_stays BEFORE UPDATE ON sighting BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER sighting_kept BEFORE DELETE ON sighting BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER notice_stays BEFORE UPDATE ON notice BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER notice_kept BEFORE DELETE ON notice BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER reading_stays BEFORE UPDATE ON reading BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER reading_kept BEFORE DELETE ON reading BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER line_stays BEFORE UPDATE ON line BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER line_kept BEFORE DELETE ON line BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER document_stays BEFORE UPDATE ON document BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER document_kept BEFORE DELETE ON document BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER statement_stays BEFORE UPDATE ON statement BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER statement_kept BEFORE DELETE ON statement BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER sketch_stays BEFORE UPDATE ON sketch BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER sketch_kept BEFORE DELETE ON sketch BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER band_stays BEFORE UPDATE ON band BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER band_kept BEFORE DELETE ON band BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
