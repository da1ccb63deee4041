//! A private PostgreSQL cluster, for `prongsai serve` without `DATABASE_URL` and for the tests.
//!
//! [`Cluster::open`] makes the cluster when its folder is new, starts it as a child process and waits until it accepts
//! connections; [`Cluster::stop`] (or dropping the value) stops it. All functions block: call them outside an
//! asynchronous runtime, or on its blocking pool.
//!
//! ```no_run
//! use prongsai_local_postgres::{Cluster, Durability, Options};
//!
//! let cluster = Cluster::open(&Options::new("./data/postgres", Durability::Durable))?;
//! cluster.create_database_if_missing("prongsai")?;
//! println!("{}", cluster.url("prongsai"));
//! cluster.stop()?;
//! # Ok::<(), prongsai_local_postgres::ClusterError>(())
//! ```
//!
//! # Files in the folder
//!
//! ```text
//! PRONGSAI_CLUSTER   major version of the cluster, written when it is complete; "initialising" before that
//! cluster/           PostgreSQL's data directory
//! socket/            the Unix socket (in the temporary folder when this path cannot be that of a socket)
//! postgres.log       PostgreSQL's log; moved to postgres.log.1 when it is large
//! ```
//!
//! `prongsai` never deletes data: it moves data that it cannot use aside or does not touch it, and reports it. Only
//! [`sweep_abandoned`] and `with-postgres` delete clusters, those of test runs.
//!
//! # Access
//!
//! PostgreSQL refuses to run as root, so a root process starts it as the user `postgres` (or `nobody`). `cluster/` and
//! `socket/` belong to the user that PostgreSQL runs as and have mode 0700, and there is no TCP port. Only that user
//! and root can open the socket, so connections need no password (`trust`): the mode of the folder protects the
//! cluster. The folder around them keeps the mode of the caller's umask; others can also enter a folder that root
//! makes, because PostgreSQL's user needs to enter it. A test may add a TCP port of this machine, which accepts TLS
//! and passwords only ([`Loopback`]).
//!
//! That user may be unable to enter the folder, for example because a home folder above it has mode 700. A root process
//! then keeps the cluster in `/var/lib/prongsai` and puts a link at the wanted place. If the link is deleted, the next
//! start makes a new cluster there and moves the old one aside.
//!
//! # One process per cluster
//!
//! An open cluster holds an advisory lock on its folder. When its owner is killed, the lock is released but PostgreSQL
//! keeps running; the next [`Cluster::open`] finds this PostgreSQL, stops it and starts a new one. A folder that cannot
//! be locked, as on NFS, is refused.

mod account;
mod binaries;
mod cluster;
mod error;
mod folder;
mod initialise;
mod inspection;
mod left_behind;
mod location;
mod log;
mod loopback;
mod marker;
mod options;
mod postmaster;
mod psql;
mod socket;
mod sweep;
mod url;

pub use binaries::{Binaries, OLDEST_MAJOR};
pub use cluster::Cluster;
pub use error::ClusterError;
pub use initialise::SUPERUSER;
pub use inspection::{State, check_locks, state_of};
pub use loopback::Loopback;
pub use options::{Durability, Options};
pub use psql::Psql;
pub use sweep::sweep_abandoned;
pub use url::{cluster_url, with_database, with_user};
