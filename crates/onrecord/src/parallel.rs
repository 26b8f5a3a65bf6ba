//! Captures read on several threads, and taken in the order of the input.
//!
//! One thread finds captures, some work on them, and the caller's takes what they made. What is
//! always true: what is taken, and in which order, does not depend on the number of threads; at
//! most [`AHEAD`] captures a thread, and two, are in memory, and of what is made of each at most
//! [`PARTS`] parts and one; a part is taken as soon as those before it were, and not only when the
//! next capture is found.
//!
//! Plain threads rather than scoped ones: where the caller gives up (nobody reads our output, the
//! disk is full) the program must end at once, though the finding thread may be waiting for
//! standard input. Channels rather than `rayon`, whose ordered iterators do not bound what waits.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};

use crate::args::Inputs;
use crate::capture::{Found, visit};
use crate::failure::hinted;
use crate::out::{Console, World};
use crate::walk::{Input, walk};

/// For each thread, what may be found before the first of it is taken.
const AHEAD: usize = 4;
/// Parts of what is made of one capture that may wait for their turn.
const PARTS: usize = 4;
/// Bytes of a thread's stack: as many as the main thread has, since pages nest deeply.
const STACK: usize = 8 << 20;

/// What happens on the way through the inputs.
enum Step<T> {
    Capture(T),
    Skipped(String),
    FileDone,
}

/// Makes something of every capture of the inputs and hands it over in order, with the bar moving
/// on.
///
/// `prepare` is called for each capture in order, on the thread that finds them; `work` on any, and
/// may put several parts; `take` on the caller's.
///
/// # Errors
/// The first of `prepare` and `take`; a thread that cannot be started, or that panicked.
pub(crate) fn for_each_capture<J: Send + 'static, R: Send + 'static>(
    inputs: &Inputs,
    console: &mut Console,
    world: World,
    mut prepare: impl FnMut(Found) -> Result<J> + Send + 'static,
    work: impl Fn(J, &mut dyn FnMut(R)) + Send + Sync + 'static,
    take: &mut dyn FnMut(&Console, R) -> Result<()>,
) -> Result<()> {
    console.progress(world, || walk(&inputs.paths).count() as u64);
    let (paths, limit) = (inputs.paths.clone(), inputs.max_size);
    let find = move |put: &mut Put<'_, Step<J>>| {
        for input in walk(&paths) {
            if let Input::Skipped(path, reason) = &input {
                put(Step::Skipped(format!("{}: {reason}", path.display())))?;
            }
            visit(&input, limit, &mut |found| put(Step::Capture(prepare(found)?)))?;
            put(Step::FileDone)?;
        }
        Ok(())
    };
    let work = move |step, put: &mut dyn FnMut(Step<R>)| match step {
        Step::Capture(job) => work(job, &mut |part| put(Step::Capture(part))),
        Step::Skipped(text) => put(Step::Skipped(text)),
        Step::FileDone => put(Step::FileDone),
    };
    in_order(inputs.threads.number(), find, work, &mut |step| {
        match step {
            Step::Capture(part) => take(console, part)?,
            Step::Skipped(text) => console.note(&text),
            Step::FileDone => console.file_done(),
        }
        Ok(())
    })
}

/// Takes what was found.
type Put<'p, J> = dyn FnMut(J) -> Result<()> + 'p;

/// Hands over what `work` makes of everything that is found, in order.
fn in_order<J: Send + 'static, R: Send + 'static>(
    threads: usize,
    find: impl FnOnce(&mut Put<'_, J>) -> Result<()> + Send + 'static,
    work: impl Fn(J, &mut dyn FnMut(R)) + Send + Sync + 'static,
    take: &mut dyn FnMut(R) -> Result<()>,
) -> Result<()> {
    // The places of results in their order; full when enough was found. A result ends with none.
    let (places, results) = mpsc::sync_channel::<Receiver<Option<R>>>(threads * AHEAD);
    let (jobs, waiting) = mpsc::channel::<(J, SyncSender<Option<R>>)>();
    let (waiting, work) = (Arc::new(Mutex::new(waiting)), Arc::new(work));
    for _ in 0..threads {
        let (waiting, work) = (Arc::clone(&waiting), Arc::clone(&work));
        start("work", move || {
            while let Some((job, place)) = next(&waiting) {
                // If nobody waits for it any more, there will soon be no job either.
                let put = |part| drop(place.send(part));
                work(job, &mut |part| put(Some(part)));
                put(None);
            }
        })?;
    }
    // Only the working threads hold it now: when the last one is gone, nobody waits for it.
    drop(waiting);
    let finder = start("find", move || {
        find(&mut |job| {
            let (place, result) = mpsc::sync_channel(PARTS);
            places.send(result).map_err(|_| anyhow!("the work was given up"))?;
            jobs.send((job, place)).map_err(|_| broken())
        })
    })?;
    for result in results {
        while let Some(part) = result.recv().map_err(|_| broken())? {
            take(part)?;
        }
    }
    finder.join().map_err(|_| broken())?
}

/// Starts a thread.
fn start<T: Send + 'static>(
    name: &str,
    run: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>> {
    let builder = thread::Builder::new().name(name.to_owned()).stack_size(STACK);
    builder.spawn(run).context("starting a thread (--threads)")
}

/// The next job, or none when there will be no more.
fn next<T>(waiting: &Mutex<Receiver<T>>) -> Option<T> {
    lock(waiting).recv().ok()
}

/// The error of a thread that panicked; what it says of itself stands above.
fn broken() -> anyhow::Error {
    hinted("a thread of this program broke down", "please report what is printed above")
}

/// Locks. That another thread panicked is told elsewhere.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn squares(threads: usize, count: u64) -> Vec<u64> {
        let mut taken = Vec::new();
        in_order(
            threads,
            move |put| (0..count).try_for_each(&mut *put),
            |n, put| put((0..(n * 7919) % 997).fold(n * n, |n, _| std::hint::black_box(n))),
            &mut |square| {
                taken.push(square);
                Ok(())
            },
        )
        .unwrap();
        taken
    }

    #[test]
    fn order_does_not_depend_on_the_number_of_threads() {
        let expected: Vec<u64> = (0..2000).map(|n| n * n).collect();
        for threads in [1, 2, 3, 8] {
            assert_eq!(squares(threads, 2000), expected);
        }
        assert!(squares(2, 0).is_empty());
    }

    #[test]
    fn what_waits_is_bounded() {
        let (found, most) = (Arc::new(AtomicUsize::new(0)), AtomicUsize::new(0));
        let count = Arc::clone(&found);
        let mut taken = 0;
        in_order(
            3,
            move |put| {
                (0..5000).try_for_each(|n| {
                    count.fetch_add(1, Ordering::SeqCst);
                    put(n)
                })
            },
            |n: u32, put| put(n),
            &mut |_| {
                most.fetch_max(found.load(Ordering::SeqCst) - taken, Ordering::SeqCst);
                taken += 1;
                Ok(())
            },
        )
        .unwrap();
        assert!(most.into_inner() <= 3 * AHEAD + 2);
    }

    #[test]
    fn parts_stay_together() {
        let find = |put: &mut Put<'_, u32>| (0..50).try_for_each(put);
        let work = |n: u32, put: &mut dyn FnMut(u32)| (0..n).for_each(|part| put(n * 100 + part));
        let mut taken = Vec::new();
        in_order(3, find, work, &mut |part| {
            taken.push(part);
            Ok(())
        })
        .unwrap();
        let expected: Vec<u32> = (0..50).flat_map(|n| (0..n).map(move |p| n * 100 + p)).collect();
        assert_eq!(taken, expected);
    }

    #[test]
    fn a_result_does_not_wait_for_the_next_input() {
        let (tell, told) = mpsc::channel();
        let mut taken = 0;
        let find = move |put: &mut Put<'_, u32>| {
            (0..5).try_for_each(|n| {
                put(n)?;
                told.recv().context("nothing was taken")
            })
        };
        in_order(2, find, |n, put| put(n), &mut |_| {
            taken += 1;
            Ok(tell.send(())?)
        })
        .unwrap();
        assert_eq!(taken, 5);
    }

    #[test]
    fn a_panic_is_an_error() {
        let endless = |put: &mut Put<'_, u32>| (0..).try_for_each(put);
        for threads in [1, 4] {
            let mut taken = Vec::new();
            let error = in_order(
                threads,
                endless,
                |n, put| {
                    put(n);
                    assert!(n != 29, "as it should");
                },
                &mut |n| {
                    taken.push(n);
                    Ok(())
                },
            );
            assert_eq!(error.unwrap_err().to_string(), "a thread of this program broke down");
            assert_eq!(taken, (0..30).collect::<Vec<_>>());
        }
        let find = |put: &mut Put<'_, u32>| put(1).map(|()| panic!("as it should"));
        assert!(in_order(2, find, |n, put| put(n), &mut |_| Ok(())).is_err());
    }

    #[test]
    fn errors_end_the_work() {
        let endless = |put: &mut Put<'_, u32>| (0..).try_for_each(put);
        let mut taken = 0;
        let error = in_order(2, endless, |n, put| put(n), &mut |n| {
            taken += 1;
            if n == 9 { Err(anyhow!("no more")) } else { Ok(()) }
        });
        assert_eq!((error.unwrap_err().to_string().as_str(), taken), ("no more", 10));
        let failing = |put: &mut Put<'_, u32>| {
            (0..9).try_for_each(put)?;
            Err(anyhow!("no more"))
        };
        let mut taken = 0;
        let error = in_order(2, failing, |n, put| put(n), &mut |_| {
            taken += 1;
            Ok(())
        });
        assert_eq!((error.unwrap_err().to_string().as_str(), taken), ("no more", 9));
    }
}
