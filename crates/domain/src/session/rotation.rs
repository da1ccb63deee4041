use jiff::{SignedDuration, Timestamp};

/// How long an exchange may be repeated, counted from the first one. An answer can be lost on its way, and several
/// requests of a program can find at the same time that the access token has expired.
pub const GRACE: SignedDuration = SignedDuration::from_secs(10);

/// How far the refresh tokens of a session have come.
///
/// The login issues a token of generation 0. The exchange of a token issues one of the next generation. While an exchange
/// may be repeated, each repeat issues another token of that generation: it has siblings, and each of them is as good as
/// the others.
///
/// A token of the newest generation is always accepted. A token of the generation before is accepted for [`GRACE`] after
/// the first exchange of that generation. Every other token shows that two programs hold tokens of the session: one of
/// them has a copy, and the session ends. So the use of a token also ends the grace of the token that it was issued for.
///
/// The address of a request does not matter: a telephone that loses an answer often repeats the request from another
/// network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// The generation of the tokens that were issued last. None of them has been exchanged.
    pub newest: i32,
    /// The first exchange of a token of the generation before, in UTC; `None` when there was none.
    pub exchanged_at: Option<Timestamp>,
}

/// The decision about a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// It is exchanged for a token of the newest generation of this rotation.
    Granted {
        /// The rotation from now on.
        rotation: Rotation,
        /// Whether a token of this generation was exchanged before.
        is_repeated: bool,
    },
    /// It was exchanged before and is used again. The session ends.
    Reused(Reuse),
}

/// Why the use of a token shows that there is a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// The token, or a sibling of it, was exchanged longer ago than [`GRACE`].
    AfterGrace,
    /// A token that was issued later has been exchanged.
    SuccessorUsed,
}

impl Rotation {
    /// The rotation of a session that has only the token of its login.
    pub const BEGUN: Self = Self {
        newest: 0,
        exchanged_at: None,
    };

    /// Decides about a token of a generation.
    pub fn exchange(self, generation: i32, now: Timestamp) -> Exchange {
        let is_in_grace = |first: Timestamp| now.duration_since(first) <= GRACE;
        match (self.newest.checked_sub(generation), self.exchanged_at) {
            (Some(0), _) => Exchange::Granted {
                rotation: Self {
                    newest: self.newest.saturating_add(1),
                    exchanged_at: Some(now),
                },
                is_repeated: false,
            },
            (Some(1), Some(first)) if is_in_grace(first) => Exchange::Granted {
                rotation: self,
                is_repeated: true,
            },
            (Some(1), _) => Exchange::Reused(Reuse::AfterGrace),
            _ => Exchange::Reused(Reuse::SuccessorUsed),
        }
    }
}

impl Reuse {
    /// The name in the security event.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AfterGrace => "after-grace",
            Self::SuccessorUsed => "successor-used",
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// The newest generation is 5, and the first token of generation 4 was exchanged at 1,000 s.
    const GOING: Rotation = Rotation {
        newest: 5,
        exchanged_at: Some(Timestamp::constant(1_000, 0)),
    };

    #[rstest]
    // The newest generation, at any time.
    #[case(5, 1_000, Ok(false))]
    #[case(5, 1_000_000, Ok(false))]
    // The generation before: the answer was lost, or two requests were sent at once.
    #[case(4, 1_002, Ok(true))]
    #[case(4, 1_009, Ok(true))]
    #[case(4, 1_010, Ok(true))]
    #[case(4, 1_011, Err(Reuse::AfterGrace))]
    // A request that arrived before the first one and waited for it.
    #[case(4, 999, Ok(true))]
    // A token of generation 4 was exchanged, so that of generation 3 has no grace any more.
    #[case(3, 1_001, Err(Reuse::SuccessorUsed))]
    #[case(0, 1_001, Err(Reuse::SuccessorUsed))]
    // Never issued.
    #[case(6, 1_001, Err(Reuse::SuccessorUsed))]
    #[case(i32::MIN, 1_001, Err(Reuse::SuccessorUsed))]
    fn a_token_is_judged_by_its_generation(
        #[case] generation: i32,
        #[case] now: i64,
        #[case] expected: Result<bool, Reuse>,
    ) {
        let decided = match GOING.exchange(generation, at(now)) {
            Exchange::Granted { is_repeated, .. } => Ok(is_repeated),
            Exchange::Reused(why) => Err(why),
        };
        assert_eq!(decided, expected);
    }

    #[test]
    fn the_grace_is_counted_from_the_first_exchange() {
        let Exchange::Granted { rotation, .. } = Rotation::BEGUN.exchange(0, at(100)) else {
            panic!("the token of the login is refused")
        };
        assert_eq!((rotation.newest, rotation.exchanged_at), (1, Some(at(100))));
        let repeated = Exchange::Granted {
            rotation,
            is_repeated: true,
        };
        assert_eq!(rotation.exchange(0, at(109)), repeated);
        assert_eq!(rotation.exchange(0, at(111)), Exchange::Reused(Reuse::AfterGrace));
    }

    #[test]
    fn a_session_without_an_exchange_has_no_earlier_generation() {
        let migrated = Rotation {
            newest: 1,
            exchanged_at: None,
        };
        assert_eq!(migrated.exchange(0, at(0)), Exchange::Reused(Reuse::AfterGrace));
    }
}
