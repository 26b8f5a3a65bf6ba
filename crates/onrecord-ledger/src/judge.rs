//! Judgements on who is who: kept as they were made, the last of each pair counts.

use rusqlite::{Connection, TransactionBehavior, params};

use crate::actor::{Actor, Judgement, Verdict};
use crate::error::{Error, Result};
use crate::joins::{Joins, between, standing};
use crate::{add, mentioned};

/// See [`crate::Ledger::judgements`].
pub(crate) fn all(connection: &Connection) -> Result<Vec<Judgement>> {
    let sql = "SELECT key, verdict, first, second, who, at, because FROM judgement ORDER BY key";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut judged = Vec::new();
    while let Some(row) = rows.next()? {
        let verdict: String = row.get(1)?;
        let damaged = || {
            let item = format!("table judgement, row {}", row.get(0).unwrap_or(0_i64));
            Error::damaged(&item, &format!("`{verdict}` is not a verdict"))
        };
        judged.push(Judgement {
            verdict: Verdict::from_name(&verdict).ok_or_else(damaged)?,
            first: row.get(2)?,
            second: row.get(3)?,
            who: row.get(4)?,
            at: row.get(5)?,
            because: row.get(6)?,
        });
    }
    Ok(judged)
}

/// See [`crate::Ledger::judge`].
pub(crate) fn judge(
    connection: &mut Connection,
    judgement: &Judgement,
    base: &[Actor],
) -> Result<Judgement> {
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let id = |id: &str| -> Result<String> {
        if let Some(actor) = mentioned::resolve(&change, id)? {
            return Ok(actor.id);
        }
        let known = base.iter().find(|actor| actor.id == id && actor.is_known());
        let actor = known.ok_or_else(|| Error::NoActor { id: id.to_owned() })?;
        add::actor_key(&change, actor)?;
        Ok(actor.id.clone())
    };
    let (first, second) = (id(&judgement.first)?, id(&judgement.second)?);
    let made = Judgement { first, second, ..judgement.clone() };
    check(&change, &made)?;
    let sql = "INSERT INTO judgement (verdict, first, second, who, at, because) VALUES (?, ?, ?, ?, ?, ?)";
    let Judgement { verdict, first, second, who, at, because } = &made;
    change.execute(sql, params![verdict.name(), first, second, who, at, because])?;
    change.commit()?;
    Ok(made)
}

/// Tests that a judgement says something new and contradicts no other.
fn check(connection: &Connection, made: &Judgement) -> Result<()> {
    let (first, second) = (&made.first, &made.second);
    if first == second {
        return Err(Error::Judged { message: format!("{first} is one actor already") });
    }
    let actors = mentioned::current(connection)?;
    let mut judged = all(connection)?;
    let before = Joins::new(&actors, &judged);
    let are_one = before.are_one(first, second);
    if are_one == (made.verdict == Verdict::Merge) {
        let state = if are_one { "one actor already" } else { "two actors already" };
        return Err(Error::Judged { message: format!("{first} and {second} are {state}") });
    }
    judged.push(made.clone());
    let after = Joins::new(&actors, &judged);
    if let Some(over) = between(&actors, &judged, first, second)
        && made.verdict == Verdict::Split
    {
        let message = format!("{first} and {second} are joined over {}", over.join(" and "));
        let hint = "split each of them from its neighbour; `onrecord actors --judgements` lists what was merged";
        return Err(Error::Contradicts { message, hint });
    }
    let broken = standing(&judged).into_iter().find(|other| {
        other.verdict == Verdict::Split && after.are_one(&other.first, &other.second)
    });
    match broken {
        None => Ok(()),
        Some(Judgement { first: a, second: b, at, .. }) => {
            let message =
                format!("{first} and {second} cannot be one: {a} and {b} were split at {at}");
            let hint = "merge those two first, which takes the split back";
            Err(Error::Contradicts { message, hint })
        }
    }
}
