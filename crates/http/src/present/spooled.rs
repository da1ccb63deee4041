use std::io::{self, Read as _};

use actix_web::body::{BoxBody, SizedStream};
use actix_web::web::{Bytes, block};
use futures_util::stream;
use prongsai_spool::Spool;

/// The part of a file that is sent at once, in bytes.
const CHUNK: usize = 65_536;

/// The body of a response with these bytes. A file is read while it is sent, on threads that serve no requests.
pub(super) fn body(spool: &Spool) -> BoxBody {
    if let Some(bytes) = spool.in_memory() {
        return BoxBody::new(Bytes::copy_from_slice(bytes));
    }
    let chunks = stream::try_unfold(spool.reader(), async |mut reader| {
        let read = block(move || -> io::Result<_> {
            let mut chunk = Vec::with_capacity(CHUNK);
            reader.by_ref().take(CHUNK as u64).read_to_end(&mut chunk)?;
            Ok((chunk, reader))
        });
        let (chunk, reader) = read.await.map_err(io::Error::other)??;
        Ok::<_, io::Error>((!chunk.is_empty()).then(|| (Bytes::from(chunk), reader)))
    });
    BoxBody::new(SizedStream::new(spool.len(), Box::pin(chunks)))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use actix_web::body::{BodySize, MessageBody as _, to_bytes};
    use prongsai_spool::SpoolWriter;

    use super::*;

    #[actix_web::test]
    async fn all_bytes_are_sent_from_memory_and_from_a_file() {
        let bytes: Vec<u8> = (0..200_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        for in_memory_max in [10, 1_000_000] {
            let mut writer = SpoolWriter::new(in_memory_max);
            writer.write_all(&bytes).unwrap();
            let body = body(&writer.finish().unwrap());
            assert_eq!(body.size(), BodySize::Sized(200_000));
            assert_eq!(to_bytes(body).await.unwrap(), bytes);
        }
    }
}
