use std::convert::Infallible;
use std::future::{Ready, ready};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsConnect, TlsStream};

use super::dial::Wire;

/// A stream on which TLS is there already, as the driver needs it.
pub(crate) struct Secured<S> {
    stream: S,
    end_point: Option<Vec<u8>>,
}

/// What the driver calls to set up TLS. It is there already, so nothing happens.
pub(super) struct Done {
    /// The hash of the server's certificate to which a login is bound, if there is one.
    pub(super) end_point: Option<Vec<u8>>,
}

impl<S: Wire> TlsConnect<S> for Done {
    type Stream = Secured<S>;
    type Error = Infallible;
    type Future = Ready<Result<Secured<S>, Infallible>>;

    fn connect(self, stream: S) -> Self::Future {
        ready(Ok(Secured {
            stream,
            end_point: self.end_point,
        }))
    }
}

impl<S: Wire> TlsStream for Secured<S> {
    fn channel_binding(&self) -> ChannelBinding {
        match &self.end_point {
            Some(end_point) => ChannelBinding::tls_server_end_point(end_point.clone()),
            None => ChannelBinding::none(),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Secured<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, to)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Secured<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
