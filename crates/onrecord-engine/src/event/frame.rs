//! Whether a word tells an event, and who stands where.

use crate::coref::{Class, CorefTables};
use crate::report::{Tree, antecedent, effect, is_marked, is_passive, source, subject};
use crate::said::within;
use crate::sentence::{NameKind, Relation, Sentence, Upos, Xpos};
use crate::tables::{
    Duty, EventRow, EventSlot, Events, FigureClass, FigureWords, Fits, Folds, Implicatives, Means,
    RoleNoun, RoleNouns, RoleRelation, Site,
};
use onrecord_model::{Mention, PloverType};

/// An event before its parties are resolved: heads of their phrases in the sentence.
#[derive(Clone, Debug)]
pub(super) struct Told<'t> {
    pub(super) row: &'t EventRow,
    /// The word that tells it.
    pub(super) trigger: usize,
    /// Its first and last word.
    pub(super) words: (usize, usize),
    pub(super) actors: Vec<usize>,
    pub(super) recipients: Vec<usize>,
    pub(super) place: Option<usize>,
    /// The verb that carries a noun: `carried out an attack`.
    pub(super) light: Option<usize>,
    /// The object of a verb, whoever's it is.
    pub(super) object: Option<usize>,
    /// No frame is filled: it is told only with the parties of a statement.
    pub(super) is_loose: bool,
    /// It has a subject that the frame does not ask for.
    pub(super) has_own_subject: bool,
    /// What must be there, which tells no event of its own: `lifted sanctions`.
    pub(super) there: Vec<usize>,
}

impl Told<'_> {
    /// Whether nobody is told who does it or to whom.
    pub(super) fn is_bare(&self) -> bool {
        self.actors.is_empty() && self.recipients.is_empty() && self.place.is_none()
    }

    /// Whether it may stand without anybody: a row with an empty frame.
    pub(super) fn may_be_bare(&self) -> bool {
        self.row.frames.iter().any(Vec::is_empty)
    }
}

/// What decides who may stand where.
pub(super) struct Look<'s> {
    pub(super) tree: &'s Tree<'s>,
    pub(super) sentence: &'s Sentence,
    pub(super) nouns: &'s CorefTables,
    pub(super) figures: &'s FigureWords,
    pub(super) roles: &'s RoleNouns,
    pub(super) implicatives: &'s Implicatives,
    pub(super) events: &'s Events,
    pub(super) mentions: &'s [Mention],
}

/// Endings of nouns for persons.
const CALLINGS: [&str; 8] = ["er", "or", "ist", "man", "men", "woman", "ian", "eer"];

/// Conjuncts of a party that are listed.
const MOST: usize = 8;

impl<'s> Look<'s> {
    /// The event that a word tells, by the row whose frame is fullest.
    pub(super) fn event(&self, at: usize) -> Option<Told<'s>> {
        let word = &self.tree.words[at];
        let upos = if word.upos == Upos::Propn { Upos::Noun } else { word.upos };
        let lemma = self.tree.lemma(at);
        let mut best: Option<(usize, Told<'s>)> = None;
        for row in self.events.of(&lemma, upos) {
            let Some(words) = self.words(at, row) else { continue };
            let filled = row.frames.iter().filter_map(|frame| self.fill(at, words, row, frame));
            let filled: Vec<(usize, Told<'_>)> = filled.collect();
            let Some(rank) = filled.iter().map(|(rank, _)| *rank).max() else { continue };
            // Within a row a subject that a frame does not ask for counts like one that it does.
            let whole = |&(rank, ref told): &(usize, Told<'_>)| {
                rank + 10 * usize::from(word.upos == Upos::Verb && told.has_own_subject)
            };
            if best.as_ref().is_none_or(|(most, _)| *most < rank) {
                let told = filled.into_iter().rev().max_by_key(whole);
                best = told.map(|(_, told)| (rank, told));
            }
        }
        best.map(|(_, told)| told).or_else(|| {
            // A noun by itself, for a statement that it is what is said of.
            let needs = |slot: &EventSlot| matches!(slot.duty, Duty::There | Duty::Weapon);
            let is_whole =
                |row: &&EventRow| row.frames.iter().any(|frame| !frame.iter().any(needs));
            let row = self.events.of(&lemma, upos).find(is_whole).filter(|_| upos == Upos::Noun)?;
            let words = self.words(at, row)?;
            let told = self.fill(at, words, row, &[])?.1;
            // `held a conference`
            Some(Told { is_loose: told.light.is_none(), ..told })
        })
    }

    /// The words of a row of several words: a particle behind a verb, what stands before a noun.
    fn words(&self, at: usize, row: &EventRow) -> Option<(usize, usize)> {
        let mut parts = row.lemma.split(' ');
        let is = |at: usize, part: &str| {
            self.tree.lemma(at) == part || self.tree.form(at).eq_ignore_ascii_case(part)
        };
        let (mut low, mut high) = (at, at);
        if self.tree.words[at].upos == Upos::Verb {
            // `called off` is not `called`.
            let particle = self.tree.child(at, &[Relation::CompoundPrt]);
            if particle.is_some_and(|particle| !row.lemma.split(' ').any(|part| is(particle, part)))
            {
                return None;
            }
            for part in parts.skip(1) {
                let near = (at + 1..self.tree.words.len()).take(6);
                let own = self.tree.children(at).iter().copied().chain(near);
                let found = own.clone().find(|&child| child != at && is(child, part))?;
                (low, high) = (low.min(found), if found < at + 3 { high.max(found) } else { high });
            }
        } else {
            parts.next_back();
            for part in parts.rev() {
                low = low.checked_sub(1).filter(|&before| is(before, part))?;
            }
            high = at;
        }
        Some((low, high))
    }

    fn fill<'t>(
        &self,
        at: usize,
        words: (usize, usize),
        row: &'t EventRow,
        frame: &[EventSlot],
    ) -> Option<(usize, Told<'t>)> {
        let tree = self.tree;
        let is_verb = tree.words[at].upos == Upos::Verb;
        let light = if is_verb { None } else { self.light(at, row) };
        let mut told = Told {
            row,
            trigger: at,
            words,
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            light,
            object: if is_verb { self.find(at, None, &Site::Object) } else { None },
            there: Vec::new(),
            is_loose: false,
            has_own_subject: false,
        };
        let mut rank = 10 * usize::from(light.is_some());
        let mut has_subject = false;
        let mut taken: Vec<usize> = Vec::new();
        for slot in frame {
            let mut found = self.find(at, light, &slot.site);
            // `gave Chad ten tents`: either of two objects.
            if slot.site == Site::Object && is_verb {
                let fits =
                    |&one: &usize| slot.fits.as_ref().is_none_or(|fits| self.fits(one, fits));
                let is_free = |one: &usize| !taken.contains(one);
                let objects = self.objects(at).filter(is_free);
                found = objects.clone().find(fits).or(objects.clone().next()).or(found);
                taken.extend(found);
            }
            has_subject |= slot.site == Site::Subject;
            let found = match found {
                Some(found) => found,
                // Nobody is told: what must not be is not.
                None if slot.site == Site::Subject
                    && slot.fits.as_ref().is_none_or(|fits| !fits.not.is_empty()) =>
                {
                    continue;
                }
                None => return None,
            };
            if !slot.fits.as_ref().is_none_or(|fits| self.fits(found, fits)) {
                return None;
            }
            rank += 10
                + slot.fits.as_ref().map_or(0, |fits| if fits.lemmas.is_empty() { 1 } else { 3 });
            match slot.duty {
                Duty::Actor => told.actors.extend(self.all(found)),
                Duty::Recipient => told.recipients.extend(self.all(found)),
                Duty::Place => told.place = Some(found),
                Duty::There => told.there.push(found),
                Duty::Weapon => {}
            }
        }
        let is_actor =
            frame.iter().any(|slot| slot.site == Site::Subject && slot.duty != Duty::Actor);
        if !has_subject && !is_actor {
            let actor = if is_verb {
                self.find(at, None, &Site::Subject)
            } else if frame.iter().any(EventSlot::is_own_actor) {
                // `asked for the withdrawal of US forces`: these withdraw.
                self.own_doer(at)
            } else {
                self.doer(at, light)
            };
            let actor = actor.filter(|actor| !told.recipients.contains(actor));
            told.has_own_subject = actor.is_some();
            let both: Vec<usize> = actor.into_iter().flat_map(|actor| self.all(actor)).collect();
            told.actors.splice(0..0, both);
        }
        told.actors.dedup();
        // `accused each other`
        let is_reciprocal = |&one: &usize| {
            let form = self.tree.form(one);
            let before = one.checked_sub(1).map(|before| self.tree.form(before));
            form.eq_ignore_ascii_case("other")
                && before.is_some_and(|one| one.eq_ignore_ascii_case("each"))
                || form.eq_ignore_ascii_case("another")
                    && before.is_some_and(|one| one.eq_ignore_ascii_case("one"))
        };
        if told.recipients.iter().any(is_reciprocal) {
            told.recipients.clone_from(&told.actors);
        }
        Some((rank, told))
    }

    /// The verb that carries a noun, if it is one of the row's.
    fn light(&self, at: usize, row: &EventRow) -> Option<usize> {
        let verb = self.tree.head(at)?;
        let carried = [Relation::Obj, Relation::NsubjPass, Relation::Obl];
        let is_carried = carried.contains(&self.tree.words[at].relation)
            && self.tree.words[verb].upos == Upos::Verb;
        let lemma = self.tree.lemma(verb);
        // `carry out`; `called off a strike` is not `called a strike`.
        let particle =
            self.tree.child(verb, &[Relation::CompoundPrt]).map(|at| self.tree.lemma(at));
        let is_light = row.light.iter().any(|light| match light.split_once(' ') {
            Some((first, part)) => {
                first == lemma && particle.as_deref().is_none_or(|own| own == part)
            }
            None => **light == *lemma && particle.is_none(),
        });
        (is_carried && is_light).then_some(verb)
    }

    /// Who does what a noun tells: `Moscow's bombing`, `the bombing by …`, `US strikes`, `… carried out`.
    fn doer(&self, at: usize, light: Option<usize>) -> Option<usize> {
        let tree = self.tree;
        // `avoided clashes`, `postponed a visit`
        let above = || {
            let verb = tree.head(at)?;
            let is_object = match tree.words[at].relation {
                Relation::Obj | Relation::NsubjPass => true,
                // `engaged in clashes`; not `asked them following the clashes`
                Relation::Obl => tree.marker(at).is_none_or(|mark| {
                    ["in", "of", "from", "with", "on", "for", "to"].contains(&&*tree.lemma(mark))
                }),
                _ => false,
            };
            let is_changed = is_object && tree.words[verb].upos == Upos::Verb;
            let lemma = tree.lemma(verb);
            let is_changed = is_changed
                && (effect(tree, verb, self.implicatives).is_some()
                    || self.events.is_light(&lemma));
            source(tree, verb).filter(|_| is_changed)
        };
        // `continued their hunger strike`: whoever continues it.
        let is_pronoun = |&one: &usize| tree.words[one].upos == Upos::Pron;
        let possessor = tree.child(at, &[Relation::NmodPoss]);
        if let Some(subject) = possessor.filter(is_pronoun).and_then(|_| above()) {
            return Some(subject);
        }
        self.own_doer(at).or_else(|| source(tree, light?)).or_else(above)
    }

    /// Who does what a noun tells by the words of its phrase.
    fn own_doer(&self, at: usize) -> Option<usize> {
        let tree = self.tree;
        let before = || {
            tree.children(at).iter().copied().find(|&child| {
                child < at
                    && matches!(
                        tree.words[child].relation,
                        Relation::Amod | Relation::Compound | Relation::NmodDesc
                    )
                    && self.kind(child).is_some()
            })
        };
        // `the arrest of two traders by police`: it may hang on those who are arrested.
        let through = || self.behind(self.behind(at, "of")?, "by");
        tree.child(at, &[Relation::NmodPoss])
            .or_else(|| self.behind(at, "by"))
            .or_else(through)
            .or_else(before)
    }

    /// What stands in a place of a frame.
    fn find(&self, at: usize, light: Option<usize>, site: &Site) -> Option<usize> {
        let tree = self.tree;
        let is_verb = tree.words[at].upos == Upos::Verb;
        match site {
            Site::Subject if is_verb => self.charged(at).or_else(|| source(tree, at)),
            Site::Subject => self.doer(at, light),
            Site::Object if is_passive(tree, at) => {
                // `a plan announced by`: the noun that the participle hangs on.
                subject(tree, at)
            }
            Site::Object => self.object(at).or_else(|| {
                let is_bare = tree.child(at, &[Relation::Nsubj]).is_none();
                tree.child(at, &[Relation::Iobj]).filter(|_| !is_bare)
            }),
            Site::Behind(preposition) => self
                .behind(at, preposition)
                .or_else(|| self.behind(light?, preposition))
                // `gave Chad a loan`
                .or_else(|| {
                    let to = Some(light?).filter(|_| **preposition == *"to");
                    tree.child(to?, &[Relation::Iobj])
                })
                // `the kidnapping and killing of`: it hangs on the one before.
                .or_else(|| {
                    let is_joined = !is_verb && tree.words[at].relation == Relation::Conj;
                    self.behind(tree.head(at).filter(|_| is_joined)?, preposition)
                        .filter(|&found| found > at)
                })
                // `there was an attack on`: it hangs on the verb.
                .or_else(|| {
                    let verb = tree.head(at).filter(|_| !is_verb)?;
                    self.behind(
                        Some(verb).filter(|&one| tree.child(one, &[Relation::Expl]).is_some())?,
                        preposition,
                    )
                })
                // `lifted sanctions on`: it hangs on the object.
                .or_else(|| {
                    let object = tree.child(at, &[Relation::Obj, Relation::NsubjPass]);
                    self.behind(object.filter(|_| is_verb)?, preposition)
                }),
            Site::Infinitive => tree.child(at, &[Relation::Xcomp]).or_else(|| {
                let mut children = tree.children(at).iter().copied();
                children.find(|&child| {
                    tree.words[child].relation == Relation::Advcl && tree.is_infinitive(child)
                })
            }),
        }
    }

    /// The object of a verb, over a relative pronoun.
    fn object(&self, at: usize) -> Option<usize> {
        let object = self.tree.child(at, &[Relation::Obj])?;
        antecedent(self.tree, at, object)
    }

    /// The objects of an active verb, the indirect one first.
    fn objects(&self, at: usize) -> impl Iterator<Item = usize> + Clone {
        let both = self.tree.child(at, &[Relation::Obj]).is_some() && !is_passive(self.tree, at);
        let children = self.tree.children(at).iter().copied().filter(move |_| both);
        children
            .filter(|&child| {
                matches!(self.tree.words[child].relation, Relation::Obj | Relation::Iobj)
            })
            .filter_map(move |child| antecedent(self.tree, at, child))
    }

    /// Whether somebody is known who has codes: a minister by name, a country, `he`.
    fn is_coded(&self, at: usize) -> bool {
        let word = &self.tree.words[at];
        let bytes = self.tree.bytes(&(0..self.tree.words.len()));
        matches!(word.upos, Upos::Propn | Upos::Pron)
            && within(self.mentions, bytes, |one| one.evidence.span().start()).iter().any(|one| {
                let span = one.evidence.span();
                !one.codes.is_empty()
                    && span.start() <= word.span.start()
                    && word.span.end() <= span.end()
            })
    }

    /// `accused the firm of burning it`: the object burns it.
    fn charged(&self, at: usize) -> Option<usize> {
        let tree = self.tree;
        let head = tree.head(at)?;
        let is_phrase =
            matches!(tree.words[at].relation, Relation::Advcl | Relation::Obl | Relation::Acl)
                && tree.words[at].xpos == Xpos::Vbg;
        let mark = tree.marker(at).filter(|_| is_phrase)?;
        let is_of = ["of", "for", "from", "with"]
            .iter()
            .any(|one| tree.form(mark).eq_ignore_ascii_case(one));
        tree.child(head, &[Relation::Obj, Relation::NsubjPass])
            .filter(|&object| is_of && object < at)
    }

    fn behind(&self, at: usize, preposition: &str) -> Option<usize> {
        let tree = self.tree;
        tree.children(at).iter().copied().find(|&child| {
            let is_phrase = matches!(
                tree.words[child].relation,
                Relation::Obl
                    | Relation::Nmod
                    | Relation::OblAgent
                    | Relation::Advcl
                    | Relation::Acl
            );
            is_phrase && is_marked(tree, child, preposition)
        })
    }

    /// A head with those joined to it: `Iran and Iraq`.
    fn all(&self, head: usize) -> Vec<usize> {
        let joined = self.tree.children(head).iter().copied().filter(|&child| {
            self.tree.words[child].relation == Relation::Conj
                && matches!(self.tree.words[child].upos, Upos::Noun | Upos::Propn | Upos::Pron)
        });
        std::iter::once(head).chain(joined).take(MOST).collect()
    }

    /// The name that a word stands in.
    fn kind(&self, at: usize) -> Option<NameKind> {
        let names = self.sentence.names.iter();
        let mut around =
            names.filter(|name| (name.words.start as usize..name.words.end as usize).contains(&at));
        around.next().map(|name| name.kind).filter(|kind| {
            matches!(
                kind,
                NameKind::Person | NameKind::Organisation | NameKind::Location | NameKind::Norp
            )
        })
    }

    /// What a word of quantity is of: `thousands of refugees`.
    fn counted(&self, at: usize) -> Option<usize> {
        let form = self.tree.form(at).to_lowercase();
        let is_many = self.tree.words[at].upos == Upos::Num
            || self.figures.one(&form, FigureClass::Several).is_some();
        self.behind(at, "of").filter(|_| is_many)
    }

    /// Whether a noun can attack nobody: no person, weapon or attack (`rust attacked the roof`, `lightning
    /// struck`).
    pub(super) fn is_senseless(&self, at: usize, folds: &Folds) -> bool {
        let lemma = self.tree.lemma(at);
        let mut rows = self.events.of(&lemma, Upos::Noun);
        self.tree.words[at].upos == Upos::Noun
            && !self.is_human(at)
            && self.counted(at).is_none()
            && folds.weapon(&lemma).is_none()
            && !rows.any(|row| row.plover == PloverType::Assault)
    }

    /// Whether a word is a person, group, body or country.
    pub(super) fn is_human(&self, at: usize) -> bool {
        let word = &self.tree.words[at];
        if word.upos == Upos::Pron {
            let form = self.tree.form(at).to_lowercase();
            return !matches!(
                &*form,
                "it" | "this" | "that" | "what" | "which" | "itself" | "there"
            );
        }
        // `killed 12`, `dozens`
        if word.upos == Upos::Num
            || self.figures.one(&self.tree.form(at).to_lowercase(), FigureClass::Several).is_some()
        {
            return true;
        }
        let lemma = self.tree.lemma(at);
        let class = self.nouns.class(&lemma);
        // Names of callings are many: `cameraman`.
        let is_calling =
            || word.upos == Upos::Noun && CALLINGS.iter().any(|ending| lemma.ends_with(ending));
        self.kind(at).is_some()
            || word.upos == Upos::Propn
            || matches!(class, Some(Class::Person | Class::People | Class::Group))
            || class.is_none() && is_calling()
            || self.roles.noun(&lemma).is_some_and(|row| !matches!(row.means, Means::Document))
            || self.figures.one(&lemma, FigureClass::Human).is_some()
    }

    /// Who is meant by a pronoun in what somebody says: `the president said he would visit`.
    fn speaker(&self, at: usize) -> Option<usize> {
        let tree = self.tree;
        let verb = tree.head(at).filter(|_| tree.words[at].upos == Upos::Pron)?;
        let is_said = tree.words[at].relation == Relation::Nsubj
            && tree.words[verb].relation == Relation::Ccomp
            && matches!(&*tree.lemma(at), "he" | "she" | "it" | "they");
        subject(tree, tree.head(verb).filter(|_| is_said)?).filter(|&one| one < at)
    }

    fn fits(&self, at: usize, fits: &Fits) -> bool {
        if !fits.lemmas.is_empty()
            && let Some(speaker) = self.speaker(at)
            && self.fits(speaker, fits)
        {
            return true;
        }
        let lemma = self.tree.lemma(at);
        if fits.not.iter().any(|not| **not == *lemma) {
            return false;
        }
        // Some plurals are their own lemma: `troops`.
        let single = lemma.strip_suffix('s').unwrap_or(&lemma);
        if fits
            .lemmas
            .iter()
            .any(|one| **one == *lemma || **one == *single || **one == *self.tree.form(at))
        {
            return true;
        }
        // The name of one who holds office, where officials are listed, and of a country or body where
        // governments are.
        let roles = || fits.lemmas.iter().filter_map(|one| self.roles.noun(one));
        let is_office = |row: &&RoleNoun| {
            &*row.sector == "GOV" && matches!(row.relation, Some(RoleRelation::Office(_)))
        };
        let is_person =
            self.kind(at) == Some(NameKind::Person) || self.tree.words[at].upos == Upos::Pron;
        if (is_person && roles().filter(is_office).nth(1).is_some()
            || !is_person && roles().any(|row| row.means == Means::Government))
            && self.is_coded(at)
        {
            return true;
        }
        if !fits.lemmas.is_empty()
            && let Some(counted) = self.counted(at)
            && self.fits(counted, fits)
        {
            return true;
        }
        let has_kind = fits.human || fits.place || fits.armed || fits.thing;
        if !has_kind {
            return fits.lemmas.is_empty();
        }
        let class = self.nouns.class(&lemma);
        let is_human = self.is_human(at);
        let is_place = self.kind(at) == Some(NameKind::Location)
            || self.kind(at).is_none() && class == Some(Class::Place);
        fits.human && is_human
            || fits.place && is_place
            || fits.armed && (is_human || class == Some(Class::Thing))
            || fits.thing && !is_human && !is_place
    }
}
