/// Gives an `HttpServer` the times of the options and its socket, and starts it: the end of every function that starts a
/// server. A macro, because the bounds of a function would need traits that actix-web does not export.
macro_rules! serving {
    ($server:expr, $options:expr, $listener:expr) => {{
        let options: &$crate::ServerOptions = $options;
        let server = $server
            .client_request_timeout(options.client_request_timeout)
            .keep_alive(options.keep_alive)
            .shutdown_timeout(options.shutdown_timeout);
        let server = if options.handles_signals {
            server
        } else {
            server.disable_signals()
        };
        Ok(server.listen($listener)?.run())
    }};
}

pub(crate) use serving;
