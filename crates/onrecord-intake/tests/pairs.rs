//! Near-duplicates and near misses: `tests/pairs/near.toml`.

use onrecord_model::Sketch;

#[derive(serde::Deserialize)]
struct Table {
    pair: Vec<Pair>,
}

#[derive(serde::Deserialize)]
struct Pair {
    name: String,
    a: String,
    b: String,
    same: bool,
}

#[test]
fn copies_are_told_from_look_alikes() {
    let table: Table = toml::from_str(include_str!("pairs/near.toml")).unwrap();
    let wrong: Vec<String> = table
        .pair
        .iter()
        .filter_map(|pair| {
            let resemblance = Sketch::of(&pair.a)?.resemblance(&Sketch::of(&pair.b)?);
            ((resemblance >= Sketch::DUPLICATE) != pair.same)
                .then(|| format!("{}: {resemblance:.2}", pair.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(table.pair.iter().filter(|pair| pair.same).count() >= 15);
    assert!(table.pair.iter().filter(|pair| !pair.same).count() >= 15);
}

#[test]
fn copies_share_a_band() {
    let table: Table = toml::from_str(include_str!("pairs/near.toml")).unwrap();
    for pair in table.pair.iter().filter(|pair| pair.same) {
        let (a, b) = (Sketch::of(&pair.a).unwrap(), Sketch::of(&pair.b).unwrap());
        assert!(
            a.bands().zip(b.bands()).any(|(a, b)| a == b),
            "{} would not be looked up",
            pair.name
        );
    }
}
