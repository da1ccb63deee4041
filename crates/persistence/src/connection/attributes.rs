use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use tokio_postgres::config::TargetSessionAttrs;
use tokio_postgres::{Client, Connection, SimpleQueryMessage};

use super::dial::Wire;
use super::error::ConnectError;
use super::secured::Secured;

/// Checks that the server accepts changes, or refuses them, if the URL requires it with `target_session_attrs`.
pub(super) async fn check_attributes<S: Wire>(
    attributes: TargetSessionAttrs,
    client: &Client,
    connection: &mut Connection<S, Secured<S>>,
) -> Result<(), ConnectError> {
    let wanted = match attributes {
        TargetSessionAttrs::ReadWrite => "off",
        TargetSessionAttrs::ReadOnly => "on",
        _ => return Ok(()),
    };
    let mut question = pin!(client.simple_query("SHOW transaction_read_only"));
    // The question is answered while its connection is polled. A connection that ended answers nothing more.
    let answer = poll_fn(|context| {
        if let Poll::Ready(answer) = question.as_mut().poll(context) {
            return Poll::Ready(Some(answer));
        }
        loop {
            match connection.poll_message(context) {
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(_) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    });
    let answer = answer
        .await
        .ok_or_else(|| ConnectError::new("the server closed the connection"))?;
    let answer = answer.map_err(|error| ConnectError::with_causes(&error))?;
    let is_wanted = answer
        .iter()
        .any(|message| matches!(message, SimpleQueryMessage::Row(row) if row.get(0) == Some(wanted)));
    if is_wanted {
        Ok(())
    } else {
        Err(ConnectError::new(
            "the server does not accept what target_session_attrs requires",
        ))
    }
}
