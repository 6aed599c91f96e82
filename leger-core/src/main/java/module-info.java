/**
 * What every Leger client shares: the error tree, transports and their deadlines, retry, secret bytes, atomic files and names.
 *
 * <p>The internal packages are open to the sister modules only and are not API.
 */
@SuppressWarnings({"requires-automatic", "module"})
module run.leger.core {
    requires static transitive org.jspecify;
    requires static com.fasterxml.jackson.databind;
    requires static org.newsclub.net.unix;
    requires transitive java.net.http;
    requires com.fasterxml.jackson.core;
    requires jdk.net;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j;

    exports run.leger.core;
    exports run.leger.core.internal to
            run.leger.tailscale,
            run.leger.setec,
            run.leger.caddy,
            run.leger.device,
            run.leger.testkit,
            run.leger.cli;
}
