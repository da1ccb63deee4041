/// Makes [`ProblemCode`](super::ProblemCode) from the list of codes.
macro_rules! problem_codes {
    ($($variant:ident $code:literal $status:ident
        $title_th:literal $title_en:literal $meaning_th:literal $meaning_en:literal;)+) => {
        /// The kinds of problems in answers of the API. The kebab-case name is stable, so that programs may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ProblemCode {
            $(#[doc = concat!("`", $code, "`")] $variant,)+
        }

        impl ProblemCode {
            /// All codes, by status.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The HTTP status of the answer.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            /// The short name, in Thai.
            pub const fn title_th(self) -> &'static str {
                match self { $(Self::$variant => $title_th,)+ }
            }

            /// The short name, in English.
            pub const fn title_en(self) -> &'static str {
                match self { $(Self::$variant => $title_en,)+ }
            }

            /// The meaning of the problem and what to do, in Thai.
            pub const fn meaning_th(self) -> &'static str {
                match self { $(Self::$variant => $meaning_th,)+ }
            }

            /// The meaning of the problem and what to do, in English.
            pub const fn meaning_en(self) -> &'static str {
                match self { $(Self::$variant => $meaning_en,)+ }
            }
        }
    };
}

pub(super) use problem_codes;
