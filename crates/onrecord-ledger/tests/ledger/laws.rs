//! Laws on generated entries.

use onrecord_ledger::{Added, Ledger};
use onrecord_model::{Act, PloverType};
use proptest::prelude::*;

use crate::common::{
    Deed, Page, Reading, add, assert_whole, documents, events, export, figures, run, sorted,
    statements,
};

/// Pages of odd text, some of them the same.
fn pages() -> impl Strategy<Value = Vec<Page>> {
    let word = "[a-c“é日😀\u{0}\u{1}\u{2}\u{301}\u{feff}\\\\\"' \n]{1,9}";
    let page = (prop::collection::vec(word, 1..6), prop::option::of(1i8..13)).prop_map(
        |(words, month)| {
            let mut page = Page::new(&words.join(" "));
            for word in words.iter().skip(1) {
                let len = word.len();
                page = page.says(&words[0], word, Act::ALL[len % Act::ALL.len()]);
                let deed = Deed::new(&words[0], word, PloverType::ALL[len % 16]).to(word);
                let number = f64::from(u32::try_from(len).unwrap()) / 0.3;
                page = page.does(deed).counts(word, Some(number), None, word, Some((word, word)));
            }
            if let Some(month) = month { page.published(2019, Some(month), None) } else { page }
        },
    );
    prop::collection::vec(page, 0..6)
}

/// The readings of pages, without those of a capture that came before.
fn once(pages: &[Page], version: &str) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for page in pages {
        let mut reading = page.read("-", &run(version));
        let mut seen = std::collections::BTreeSet::new();
        reading.lines.retain(|line| seen.insert(line.id().to_string()));
        if readings.iter().all(|other| other.capture != reading.capture) {
            readings.push(reading);
        }
    }
    readings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_export_is_what_was_put_in_sorted(pages in pages(), cut in 0usize..6) {
        let mut ledger = Ledger::in_memory().unwrap();
        let readings = once(&pages, "1");
        let (first, second) = readings.split_at(cut.min(readings.len()));
        add(&mut ledger, &run("1"), first);
        add(&mut ledger, &run("1"), second);
        prop_assert_eq!(add(&mut ledger, &run("1"), &readings), Added::default());
        let exported = export(&ledger);
        prop_assert_eq!(&exported, &sorted(&readings));
        let listed = [documents(&ledger), statements(&ledger), events(&ledger), figures(&ledger)];
        prop_assert_eq!(listed.concat().len(), exported.len());
        assert_whole(&ledger);
    }

    #[test]
    fn the_newest_run_of_each_capture_is_shown(old in pages(), new in pages()) {
        let mut ledger = Ledger::in_memory().unwrap();
        let (old, new) = (once(&old, "1"), once(&new, "2"));
        add(&mut ledger, &run("1"), &old);
        add(&mut ledger, &run("2"), &new);
        let kept = old.iter().filter(|old| new.iter().all(|new| new.capture != old.capture));
        let shown: Vec<Reading> = kept.chain(&new).cloned().collect();
        prop_assert_eq!(export(&ledger), sorted(&shown));
        for line in old.iter().flat_map(|reading| &reading.lines) {
            prop_assert!(ledger.line(&line.id().to_string()).unwrap().is_some());
            if let Some(next) = ledger.successor(line).unwrap() {
                prop_assert!(shown.iter().any(|reading| reading.lines.contains(&next)));
            }
        }
        assert_whole(&ledger);
    }

    #[test]
    fn any_words_can_be_searched_for(pages in pages(), query in any::<String>(), noise in "[a-c\" *:^(){}+-]{0,9}") {
        let mut ledger = Ledger::in_memory().unwrap();
        add(&mut ledger, &run("1"), &once(&pages, "1"));
        for query in [query, noise] {
            match ledger.search(&query, 5) {
                Ok(found) => prop_assert!(found.len() <= 5),
                Err(error) => {
                    let no_words = matches!(error, onrecord_ledger::Error::NoWords { .. });
                    prop_assert!(no_words, "{:?}: {}", query, error);
                }
            }
        }
    }
}
