//! Help texts that teach by example.

pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  all was read, or done
  1  nothing could be done: every input failed, the ledger cannot be opened, there is no such id
  2  wrong usage
  3  some inputs failed or were cut short, and are named; or `verify` found faults

Environment:
  ONRECORD_LEDGER   the ledger, where --ledger is not given
  ONRECORD_KB       files or folders of facts, where --kb is not given
  ONRECORD_THREADS  the number of threads, where --threads is not given
  NO_COLOR          no colours, whatever the terminal can do";

pub(super) const READ_ABOUT: &str = "\
Print who said and did what, and keep nothing.

Reads web pages, plain text, JSON Lines ({\"id\", \"text\"} with optional title, url, published and \
outlet; one document a line) and gzip of these. On a terminal the record is a table; in a pipe, or \
with --format jsonl, it is one JSON object a line: each document, then its statements, and \
behind the documents of a capture their events and figures.

A document that repeats one of the latest 100,000 read before it names that one as duplicate_of.";

pub(super) const READ_EXAMPLES: &str = "\
Examples:
  One page, as a table:
      onrecord read page.html

  A folder of captures, as JSON Lines; files are taken by name, hidden ones are left out:
      onrecord read captures/ > record.jsonl

  From another program:
      curl -s https://news.example/story | onrecord read -

  Who was quoted most:
      onrecord read captures/ | jq -r 'select(.kind == \"statement\").source.name' | sort | uniq -c";

pub(super) const SENTENCES_ABOUT: &str = "\
Print sentences with their trees and names, and keep nothing.

Reads what `read` reads, and prints the sentences of each article in English: words, parts of \
speech, lemmas, dependencies in the scheme of Universal Dependencies, names and values. Bytes that \
were read before are not read again.

conllu: CoNLL-U, with `newdoc`, `newpar`, `sent_id` and `text`. White space within a sentence is \
one blank there, and controls are shown as in a table. Names stand in MISC as NE=B-KIND for the \
first word and NE=I-KIND for the others.

jsonl: one object a sentence. `start` and `end` count code points of the text that `read` prints \
for the document, `bytes` its bytes in UTF-8; `head` counts words of the sentence from 0 and is \
null for the root; `joined` marks a word that is one token with the word before it.

Kinds of names: PERSON, ORGANISATION, LOCATION, NORP (nationality, religion, movement), DATE, TIME, \
QUANTITY, MONEY, PERCENT.";

pub(super) const SENTENCES_EXAMPLES: &str = "\
Examples:
  The trees of a page, to look at:
      onrecord sentences page.html --format text

  For programs that read CoNLL-U, spaCy for one:
      onrecord sentences captures/ --format conllu > captures.conllu
      python -m spacy convert captures.conllu . --converter conllu

  The persons who are named most:
      onrecord sentences captures/ --format jsonl |
          jq -r '.names[] | select(.kind == \"PERSON\").text' | sort | uniq -c | sort -n";

pub(super) const ADD_ABOUT: &str = "\
Read captures into the ledger, which is made if there is none.

The same as `read`, but kept: captures, documents, statements, events, figures and mentions. What is there already is not \
read again, so adding a folder twice costs little. Every capture is listed by `onrecord captures` \
with how it ended; a capture that failed is tried again next time.";

pub(super) const ADD_EXAMPLES: &str = "\
Examples:
  Start a ledger (onrecord.db in this folder) with a folder of captures:
      onrecord add captures/

  Keep it elsewhere:
      onrecord --ledger ~/news.db add captures/ feed.jsonl.gz

  What failed, and why:
      onrecord captures --outcome refused";

pub(super) const DOCUMENTS_EXAMPLES: &str = "\
Examples:
  Everything an outlet published in July 2019:
      onrecord documents --outlet 'example post' --from 2019-07 --to 2019-07

  The readers' comments that were kept apart:
      onrecord documents --role comment

  As a spreadsheet (a cell that would run as a formula gets a leading apostrophe):
      onrecord documents --format csv > documents.csv";

pub(super) const STATEMENTS_EXAMPLES: &str = "\
Examples:
  What one source threatened:
      onrecord statements --source zarif --act threaten

  Whoever spoke of a ceasefire since June:
      onrecord statements --text ceasefire --from 2020-06

  Threats on a condition, and only with “unless”:
      onrecord statements --act threaten --condition
      onrecord statements --act threaten --condition unless

  What was told to reporters, and what came by way of an agency:
      onrecord statements --addressee reporters
      onrecord statements --via tasnim

  As JSON Lines, for other programs:
      onrecord statements --outlet reuters --format jsonl";

pub(super) const EVENTS_ABOUT: &str = "\
List who did what to whom.

Types, modes and contexts are those of PLOVER. A deed that was threatened, demanded, promised or \
refused is an event with its own type and that sense; the event of threatening it is about it. \
--from, --to, --outlet and --text ask for documents, --since and --until for the event's own date.

The formats of other event data hold only what happened or is under way; docs/formats.md tells what \
stands in each column.";

pub(super) const EVENTS_EXAMPLES: &str = "\
Examples:
  Attacks on one country that happened, or are under way:
      onrecord events --type assault --recipient syria --factuality happened --factuality ongoing

  What somebody takes part in, on either side:
      onrecord events --party person.sergei-lavrov --since 2019-06

  Threats, with what was threatened:
      onrecord events --type threaten --about

  What only sources say happened in a country:
      onrecord events --country iraq --asserted-by statement

  All that one document tells:
      onrecord events --document doc-77ab

  As a spreadsheet, and as a table for loaders of POLECAT:
      onrecord events --format csv > events.csv
      onrecord events --format polecat > events.tsv";

pub(super) const FIGURES_ABOUT: &str = "\
List numbers that were claimed: of what, and by whom.

A figure that is known to be `more than 40` may be any number above it; --at-least and --at-most \
ask for those that may lie between them.";

pub(super) const FIGURES_EXAMPLES: &str = "\
Examples:
  How many troops, by whoever counted them:
      onrecord figures --of troops

  What may be a thousand people or more:
      onrecord figures --unit person --at-least 1000

  Sums of money that sources name, and not the author:
      onrecord figures --unit USD --asserted-by statement";

pub(super) const ACTORS_ABOUT: &str = "\
List who is mentioned, the most mentioned first.

Actors of the base have its ids (irq.kataib-hezbollah); one that it does not know has an id of its \
own in each document (act-…). Those of one kind and full name are listed as one; a name of a single \
word joins nothing. `merge` and `split` correct that.";

pub(super) const ACTORS_EXAMPLES: &str = "\
Examples:
  Armed groups of Iraq:
      onrecord actors --kind armed-group --country Iraq

  Persons that the base does not know:
      onrecord actors --kind person --unknown

  Names that may mean several:
      onrecord actors --open

  What was merged and split:
      onrecord actors --judgements";

pub(super) const MERGE_ABOUT: &str = "\
Say that two ids mean one actor.

All that is joined with either of them is one from then on, and goes by the first. The judgement is \
kept in the ledger with its date; nothing else is changed, and `split` takes it back.";

pub(super) const MERGE_EXAMPLES: &str = "\
Examples:
      onrecord merge act-1f0c2a act-77ab --because 'the same letter to the council'
      onrecord merge person.qasem-soleimani act-1f0c2a";

pub(super) const SPLIT_ABOUT: &str = "\
Say that two ids mean two actors.

Undoes a merge, or parts two that were joined by their name: the second then stands alone. The \
judgement is kept in the ledger with its date; nothing else is changed, and `merge` takes it back.";

pub(super) const SPLIT_EXAMPLES: &str = "\
Examples:
      onrecord split act-1f0c2a act-77ab --because 'father and son'";

pub(super) const SEARCH_EXAMPLES: &str = "\
Examples:
      onrecord search ceasefire talks
      onrecord search --limit 5 'grain corridor'";

pub(super) const CAPTURES_EXAMPLES: &str = "\
Examples:
  Everything that was given to `add`:
      onrecord captures

  What failed, and why:
      onrecord captures --outcome refused";

pub(super) const SHOW_ABOUT: &str = "\
Show a statement, event or figure in its paragraph, a document, or an actor.

A statement: the quote, marked ⟦so⟧ in its paragraph, who said it, by which word, and the bytes of \
the capture that it stands on. An event or a figure: likewise, with the statement that asserts it, \
the figures of the event or the events that the figure counts, what it is about and what is about it. A document: what is known of it, and its text. If a newer reading \
took its place, the successor is named. An actor: names, offices and ties by the base, merges, and \
where it is mentioned. The first letters of an id are enough.";

pub(super) const SHOW_EXAMPLES: &str = "\
Examples:
      onrecord show sta-1f0c2a
      onrecord show eve-08d3c1
      onrecord show doc-77ab
      onrecord show person.qasem-soleimani
      onrecord show sta-1f0c2a --format jsonl";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  Why is this on record?
      onrecord explain sta-1f0c2a

  How is this page read? (Needs no ledger.)
      onrecord explain page.html";

pub(super) const VERIFY_ABOUT: &str = "\
Check the ledger: every hash, every quote, every reference.

Makes the hash of every capture again, cuts every quote out of its text again and follows every \
reference. Faults are named, and the exit code is 3.";

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
      onrecord verify
      onrecord --ledger ~/news.db verify && echo sound";

pub(super) const EXPORT_ABOUT: &str = "\
Write the whole record to files for other programs.

jsonl: record.jsonl, one JSON object a line, documents first, then statements, events, figures and \
mentions; nothing is lost. csv: documents.csv, statements.csv, events.csv and figures.csv with one \
row each; a cell that a spreadsheet would run as a formula gets a \
leading apostrophe. Each file is written beside its name and put in place when it is whole.";

pub(super) const EXPORT_EXAMPLES: &str = "\
Examples:
      onrecord export --format jsonl out/
      onrecord export --format csv out/";

pub(super) const KB_ABOUT: &str = "\
Look into the knowledge base: who and what there is, with dates and sources.

Countries, governments, bodies, armed groups, persons, offices and outlets are built in; files of \
your own go over them (--kb). docs/kb.md tells how they are written.";

pub(super) const KB_EXAMPLES: &str = "\
Examples:
  Whom a name may mean, in any spelling:
      onrecord kb find 'Hashd al-Shaabi'

  Who held an office, and who at a date:
      onrecord kb office Iraqi prime minister
      onrecord kb office 'US president 2019-07-27'

  All that is known of somebody, with sources:
      onrecord kb show irq.pmf

  Is my file sound?
      onrecord kb check own.csv";

pub(super) const EVAL_ABOUT: &str = "\
Score how sentences are understood, against gold: sentences that people have analysed; or time it.

For those who change or compare the models; docs/eval.md tells how each figure is made. Several \
files are scored as one.";

pub(super) const TABLE_ABOUT: &str = "\
Check a table of events: header or none, columns, ids, dates, numbers, codes.

Each fault is printed with file, line and column; the exit code is 3 if there are any. \
docs/formats.md tells what each column holds.";

pub(super) const EVAL_EXAMPLES: &str = "\
Examples:
  Tokens, sentences, tags, lemmas and trees:
      onrecord eval conllu en_ewt-ud-test.conllu

  The output of another program on the same text:
      onrecord eval conllu en_ewt-ud-test.conllu --system theirs.conllu

  Names:
      onrecord eval iob2 en_ewt-ud-test.iob2 --format json

  Whether two names are taken for one:
      onrecord eval pairs pairs.tsv --format json

  Who is meant by pronouns, names and descriptions:
      onrecord eval coref GUM_news_*.conllu
      onrecord eval gap gap-test.tsv --format json

  Events, on sentences coded in PLOVER:
      onrecord eval plover PLOVER_GSR_CAMEO.json

  Whether a table of events can be loaded:
      onrecord eval table --shape polecat events.tsv

  Words a second:
      onrecord eval speed articles/*.txt --threads 2";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
      onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
      onrecord completions fish > ~/.config/fish/completions/onrecord.fish
      onrecord completions zsh > ~/.zfunc/_onrecord";

pub(super) const STORIES_ABOUT: &str = "\
List which documents of the ledger tell one affair.

A story is made of the articles that tell it: by their words, names, numbers and days. Stories are \
made anew whenever the ledger has grown, and kept in it; the order in which articles were added does \
not matter. A story keeps its id while later articles join it; the id of one that was merged into \
another leads there.

independent: documents that do not carry the text of another. `onrecord show STORY` has its documents, \
who carries whom, and where they agree or do not.";

pub(super) const STORIES_EXAMPLES: &str = "\
Examples:
  The stories of a week:
      onrecord stories --from 2020-01-03 --to 2020-01-09

  Those that speak of a place, also if only one article does:
      onrecord stories --text taji --documents 1

  One of them in full:
      onrecord show sto-3ac01f88";

pub(super) const CONFLICTS_ABOUT: &str = "\
List where tellings do not agree, with who says what.

figure: numbers on the same thing that cannot both be true; `revised` where one takes the place of \
the other. event: an act that is told as having happened, and denied, or laid to others. statement: the \
same source says the opposite. Each side names its sources, the \
outlets that tell it, when the first of them did, and how many witnesses it has: copies, and all who \
have it from one source, are one. With --relation corroborated or repeated, where they agree.";

pub(super) const CONFLICTS_EXAMPLES: &str = "\
Examples:
  Numbers that differ, in one story:
      onrecord conflicts --on figure --story sto-3ac01f88

  What is borne out by more than one witness:
      onrecord conflicts --relation corroborated

  All of it for a spreadsheet, a row for each side:
      onrecord conflicts --relation all --format csv > agreements.csv";

pub(super) const TIMELINE_ABOUT: &str = "\
List what a story or an actor is made of, by time.

Events stand at their own date, statements at the time when they were said, documents at that of \
publication; what tells no date of its own stands at that by which it was published. Of an actor: what it did and said, and what was done to it.";

pub(super) const TIMELINE_EXAMPLES: &str = "\
Examples:
  A story, day by day:
      onrecord timeline sto-3ac01f88

  What somebody said about a topic over time:
      onrecord timeline person.adil-abdul-mahdi --text troops";
