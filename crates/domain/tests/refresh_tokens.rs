//! Laws of the exchange of refresh tokens: an honest program is never logged out, and a stolen token ends the session.

use jiff::Timestamp;
use prongsai_domain::session::{Exchange, GRACE, Rotation};
use proptest::prelude::*;
use proptest::sample::Index;

/// The grace, in milliseconds.
fn grace() -> i64 {
    i64::try_from(GRACE.as_millis()).unwrap_or(i64::MAX)
}

/// The session of a server. Of a token it knows the generation only, so a token is its generation here.
struct Session {
    rotation: Rotation,
    has_ended: bool,
}

/// The token of the login.
const FIRST: i32 = 0;

impl Session {
    const fn begun() -> Self {
        Self {
            rotation: Rotation::BEGUN,
            has_ended: false,
        }
    }

    /// Presents a token at a time in milliseconds. Returns the next token, or `None` when it is refused.
    fn present(&mut self, token: i32, now: i64) -> Option<i32> {
        let now = Timestamp::from_millisecond(now).unwrap_or(Timestamp::MAX);
        match self.rotation.exchange(token, now) {
            Exchange::Granted { rotation, .. } if !self.has_ended => {
                self.rotation = rotation;
                Some(rotation.newest)
            }
            _ => {
                self.has_ended = true;
                None
            }
        }
    }
}

/// Moments within the grace after a first one, in order; the first one is 0.
fn within_grace(at_most: usize) -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(0..=grace(), 0..at_most).prop_map(|mut moments| {
        moments.push(0);
        moments.sort_unstable();
        moments
    })
}

/// Times between two uses, in milliseconds: a moment, minutes, or days.
fn pause() -> impl Strategy<Value = i64> {
    prop_oneof![0..1_000_i64, 0..3_600_000_i64, 0..600_000_000_i64]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Answers are lost and repeated, and requests are sent at the same time, all within the grace. The program goes on
    /// with any of the answers.
    #[test]
    fn lost_and_parallel_answers_log_nobody_out(
        rounds in prop::collection::vec((pause(), within_grace(60), any::<Index>()), 1..40),
    ) {
        let (mut session, mut held, mut now) = (Session::begun(), FIRST, 0);
        for (pause, moments, kept) in rounds {
            now += pause;
            let answers: Option<Vec<i32>> =
                moments.iter().map(|moment| session.present(held, now + moment)).collect();
            prop_assert!(answers.is_some(), "refused after {moments:?}");
            held = *kept.get(&answers.unwrap_or_default());
            now += moments.last().copied().unwrap_or_default();
        }
    }

    /// Each part of a program keeps an answer of its own, and all parts refresh within the grace.
    #[test]
    fn parts_that_keep_their_own_answers_all_go_on(
        rounds in prop::collection::vec((pause(), within_grace(50)), 1..20),
    ) {
        let (mut session, mut now) = (Session::begun(), 0);
        let mut held = [FIRST; 50];
        for (pause, moments) in rounds {
            now += pause;
            let mut last = 0;
            for (part, token) in held.iter_mut().enumerate() {
                // The parts that have no moment of their own refresh at the last one.
                last = moments.get(part).copied().unwrap_or(last);
                let answer = session.present(*token, now + last);
                prop_assert!(answer.is_some(), "part {part} is refused");
                *token = answer.unwrap_or_default();
            }
            now += last;
        }
    }

    /// Anybody presents any token that was ever issued. Tokens of one generation are exchanged within the grace of the
    /// first of them, and none of them after a token that was issued later. What is refused once ends the session.
    #[test]
    fn no_token_outlives_its_grace_or_its_successor(
        history in prop::collection::vec((0..20_000_i64, any::<Index>()), 1..200),
    ) {
        let (mut session, mut now) = (Session::begun(), 0);
        let mut issued = vec![FIRST];
        let mut first_exchange: Vec<i64> = Vec::new();
        for (pause, chosen) in history {
            now += pause;
            let token = *chosen.get(&issued);
            let had_ended = session.has_ended;
            let Some(next) = session.present(token, now) else {
                prop_assert!(session.has_ended);
                continue;
            };
            prop_assert!(!had_ended, "an ended session goes on");
            prop_assert_eq!(next, token + 1);
            let place = usize::try_from(token).unwrap_or(usize::MAX);
            prop_assert!(place + 1 >= first_exchange.len(), "{} after a token issued later", token);
            if place == first_exchange.len() {
                first_exchange.push(now);
            }
            let first = first_exchange.get(place).copied();
            prop_assert!(first.is_some_and(|first| now - first <= grace()), "{} after its grace", token);
            issued.push(next);
        }
    }

    /// A thief copies the token that the program holds. Both go on at their own times, further apart than the grace. The
    /// session ends as soon as both have used what they hold: the thief after the next refresh of the program, or the
    /// program after the thief.
    #[test]
    fn two_holders_never_both_go_on(
        before in 0..20_usize,
        after in prop::collection::vec((any::<bool>(), 1..1_000_000_i64), 2..20),
    ) {
        let (mut session, mut held, mut now) = (Session::begun(), FIRST, 0);
        for _ in 0..before {
            // An access token lasts 15 minutes.
            now += 900_000;
            held = session.present(held, now).unwrap_or(-1);
        }
        prop_assert!(!session.has_ended);
        let mut tokens = [held; 2];
        let mut has_used = [false; 2];
        for (is_thief, pause) in after {
            now += grace() + pause;
            let [program, thief] = &mut tokens;
            let token = if is_thief { thief } else { program };
            let answer = session.present(*token, now);
            *token = answer.unwrap_or(*token);
            let [program, thief] = &mut has_used;
            *(if is_thief { thief } else { program }) = true;
            prop_assert_eq!(session.has_ended, has_used == [true; 2]);
            prop_assert_eq!(answer.is_none(), session.has_ended);
        }
    }

    /// A thief repeats an exchange of the program within the grace and gets a token. The session ends when both have used
    /// what they got, or at once when the thief uses the stolen token after the program used its next one.
    #[test]
    fn a_thief_within_the_grace_is_found_at_the_next_use(
        delay in 0..=grace(),
        (pause, further) in (1..1_000_000_i64, 1..1_000_000_i64),
        is_thief_first: bool,
        uses_next: bool,
    ) {
        let mut session = Session::begun();
        let stolen = FIRST;
        let program = session.present(stolen, 0);
        if uses_next {
            prop_assert!(session.present(program.unwrap_or(-1), delay).is_some());
            prop_assert_eq!(session.present(stolen, delay), None);
        } else {
            let thief = session.present(stolen, delay);
            prop_assert!(program.is_some() && thief.is_some());
            let (one, other) = if is_thief_first { (thief, program) } else { (program, thief) };
            let now = delay + pause;
            prop_assert!(session.present(one.unwrap_or(-1), now).is_some());
            prop_assert_eq!(session.present(other.unwrap_or(-1), now + grace() + further), None);
        }
        prop_assert!(session.has_ended);
    }
}
