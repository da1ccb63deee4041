/// What a visit came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A page is there. One that says "not found" with status 200 is a page too: nothing is guessed from its text. So is one
    /// that answers 429: its server lives, and wants fewer requests.
    Alive {
        /// The address of the page, after the redirects.
        url: String,
        /// The status of the answer.
        status: u16,
    },
    /// A page is there, under another host: the address redirects to it for good (301 or 308).
    Moved {
        /// The address of the page.
        to: String,
    },
    /// The server answers that there is no such page, that a stranger may not see it, or that it fails (400 to 599).
    Gone {
        /// The status of the answer.
        status: u16,
    },
    /// There is no answer.
    Unreachable {
        /// The reason.
        why: Why,
    },
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The name of the host is not known.
    Dns,
    /// No connection is made.
    Refused,
    /// The time limit has passed.
    Timeout,
    /// The certificate is wrong, or there is no TLS.
    Tls,
    /// The answer is not HTTP, or it breaks off.
    Broken,
    /// There are more redirects than a browser follows.
    TooManyRedirects,
    /// The address, or one that it redirects to, is not one of the public internet that citizens visit.
    Blocked,
}
