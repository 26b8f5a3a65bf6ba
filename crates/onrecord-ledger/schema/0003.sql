-- The ledger, version 3: events and figures.

-- What events are filtered by. `statement`: the one that asserts it; `place`: name and id in lower
-- case, with a line break between; `contexts` are parted by blanks; `start`: first code point of the
-- trigger.
CREATE TABLE event (
  line INTEGER PRIMARY KEY REFERENCES line (key),
  document INTEGER NOT NULL REFERENCES document (line),
  type TEXT NOT NULL,
  mode TEXT,
  contexts TEXT NOT NULL,
  factuality TEXT NOT NULL,
  asserted_by TEXT NOT NULL,
  statement TEXT,
  confidence REAL NOT NULL,
  date_start TEXT,
  date_end TEXT,
  place TEXT,
  country TEXT,
  about TEXT,
  start INTEGER NOT NULL
) STRICT;
CREATE INDEX event_document ON event (document);
CREATE INDEX event_about ON event (about);

-- Who takes part in an event, as actor or recipient; `ordinal` is the place in that list of the line.
-- `folded`: name and words in lower case, with a line break between; `codes` are parted by blanks.
CREATE TABLE event_party (
  key INTEGER PRIMARY KEY,
  event INTEGER NOT NULL REFERENCES event (line),
  role TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  actor TEXT,
  name TEXT,
  folded TEXT NOT NULL,
  codes TEXT NOT NULL,
  UNIQUE (event, role, ordinal)
) STRICT;

-- What figures are filtered by. `counted`: dictionary forms of what is counted, in lower case; the
-- rest as of an event; `start`: first code point of the number.
CREATE TABLE figure (
  line INTEGER PRIMARY KEY REFERENCES line (key),
  document INTEGER NOT NULL REFERENCES document (line),
  low REAL,
  high REAL,
  approx TEXT,
  unit TEXT,
  counted TEXT,
  asserted_by TEXT NOT NULL,
  statement TEXT,
  confidence REAL NOT NULL,
  place TEXT,
  country TEXT,
  start INTEGER NOT NULL
) STRICT;
CREATE INDEX figure_document ON figure (document);

-- As in version 1, and events and figures have no words of their own: those of their document and of
-- statements are searched.
DROP VIEW line_words;
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
  FROM line WHERE kind NOT IN ('event', 'figure');

CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER event_party_stays BEFORE UPDATE ON event_party BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER event_party_kept BEFORE DELETE ON event_party BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER figure_stays BEFORE UPDATE ON figure BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
CREATE TRIGGER figure_kept BEFORE DELETE ON figure BEGIN SELECT raise(ABORT, 'a ledger only grows'); END;
