//! A private PostgreSQL cluster, for `prongsai serve` without `DATABASE_URL` and for the tests.
//!
//! [`Cluster::open`] makes the cluster when its folder is new, starts it as a child process and waits until it
//! accepts connections; [`Cluster::stop`] (or dropping it) stops it again. Everything here blocks: call it outside an
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
//! # What stands in the folder
//!
//! ```text
//! PRONGSAI_CLUSTER   major version of the cluster, written when it is complete; "initialising" before that
//! cluster/           what PostgreSQL calls its data directory
//! socket/            the Unix socket (in the temporary folder when this path is too long for a socket)
//! postgres.log       what PostgreSQL had to say; moved to postgres.log.1 when it has grown
//! ```
//!
//! The program never deletes a data folder. What it cannot use it moves aside or leaves alone, and says so.
//!
//! # Who may reach it
//!
//! PostgreSQL refuses to run as root, so a root process starts it as the user `postgres` (or `nobody`). `cluster/` and
//! `socket/` belong to the user PostgreSQL runs as and have mode 0700, and there is no TCP port. Whoever can open the
//! socket is therefore that user or root, and is let in without a password (`trust`): the folder's mode is the lock.
//! The folder around them keeps the mode the caller's umask gives it, and PostgreSQL's user needs only to pass through.
//!
//! When that user cannot even pass (a home folder of mode 700 above it), a root process keeps the cluster in
//! `/var/lib/prongsai` and leaves a link where it was wanted. Whoever deletes the link begins anew; the old cluster is
//! then moved aside there.
//!
//! # One at a time
//!
//! An open cluster holds an advisory lock on its folder. When its owner is killed, the lock goes with it but
//! PostgreSQL stays behind; the next [`Cluster::open`] finds it, stops it and starts afresh.

mod account;
mod binaries;
mod cluster;
mod error;
mod initialise;
mod left_behind;
mod location;
mod marker;
mod options;
mod postmaster;
mod psql;
mod socket;
mod sweep;
mod url;

pub use binaries::{Binaries, OLDEST_MAJOR};
pub use cluster::{Cluster, SUPERUSER};
pub use error::ClusterError;
pub use options::{Durability, Options};
pub use psql::Psql;
pub use sweep::sweep_abandoned;
pub use url::{cluster_url, with_database};
