package run.leger.tailscale.serve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What this device does for a Tailscale Service. A service has its own addresses, and so its own ports.
 *
 * <p>Mirrors {@code ipn.ServiceConfig}.
 *
 * @param tcp what happens at its ports
 * @param web its web servers, by name and port
 * @param tun whether its packets go to this system's own network stack; ports and web servers are not handled then
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ServiceConfig(
        Map<Integer, TcpPortHandler> tcp, Map<HostPort, WebServerConfig> web, boolean tun, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link ServeConfig#withService} or {@link #parse} to make one. */
    @WireConstructor
    public ServiceConfig {}

    /**
     * Serves the root of an HTTPS server, see {@link #withHttps(HostPort, String, HttpHandler)}.
     *
     * @param at the service's name and a port
     * @param handler what to do
     * @return a new configuration
     */
    public ServiceConfig withHttps(HostPort at, HttpHandler handler) {
        return withHttps(at, "/", handler);
    }

    /**
     * Serves a path of an HTTPS server, with the certificate of its name.
     *
     * @param at the service's name, see {@link ServiceName#in}, and a port
     * @param mount the path, beginning with a slash
     * @param handler what to do below it
     * @return a new configuration
     * @throws IllegalArgumentException if the port serves another type, or the service is in TUN mode
     */
    public ServiceConfig withHttps(HostPort at, String mount, HttpHandler handler) {
        return handled(listeners().withWeb(at, mount, handler, true));
    }

    /**
     * Serves a path of an HTTP server, see {@link #withHttps(HostPort, String, HttpHandler)}.
     *
     * @param at the service's name and a port
     * @param mount the path, beginning with a slash
     * @param handler what to do below it
     * @return a new configuration
     */
    public ServiceConfig withHttp(HostPort at, String mount, HttpHandler handler) {
        return handled(listeners().withWeb(at, mount, handler, false));
    }

    /**
     * Serves TCP.
     *
     * @param port the port
     * @param handler what to do with its connections
     * @return a new configuration
     * @throws IllegalArgumentException if the port serves another type, or the service is in TUN mode
     */
    public ServiceConfig withTcp(int port, TcpPortHandler handler) {
        return handled(listeners().withTcp(port, handler));
    }

    /**
     * Gives the service's packets to this system's own network stack.
     *
     * @return a new configuration
     * @throws IllegalArgumentException if ports are served
     */
    public ServiceConfig withTun() {
        if (!tcp.isEmpty() || !web.isEmpty()) {
            throw new IllegalArgumentException("a service that serves ports cannot be in TUN mode");
        }
        return parse(Tree.with(raw, Json.parse("true"), "Tun"));
    }

    /**
     * Stops serving a path, and the port with its last one.
     *
     * @param at the name and the port
     * @param mount the path
     * @return a new configuration
     */
    public ServiceConfig withoutWeb(HostPort at, String mount) {
        return parse(listeners().withoutWeb(at, mount));
    }

    /**
     * Stops serving a port, whatever was served there.
     *
     * @param port the port
     * @return a new configuration
     */
    public ServiceConfig withoutPort(int port) {
        return parse(listeners().withoutPort(port));
    }

    private Listeners listeners() {
        return new Listeners(tcp, web, raw);
    }

    private ServiceConfig handled(Json changed) {
        if (tun) {
            throw new IllegalArgumentException("a service in TUN mode cannot serve ports");
        }
        return parse(changed);
    }

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ServiceConfig parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ServiceConfig.parse", ServiceConfig::read);
    }

    private static ServiceConfig parse(Json json) {
        return JsonIn.read(json.utf8(), "ServiceConfig.parse", ServiceConfig::read);
    }

    static ServiceConfig read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        Map<Integer, TcpPortHandler> tcp = Map.of();
        Map<HostPort, WebServerConfig> web = Map.of();
        boolean tun = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "TCP" -> tcp = Entries.byPort(in, TcpPortHandler::read);
                case "Web" -> web = Entries.byHostPort(in, WebServerConfig::read);
                case "Tun" -> tun = in.bool();
                default -> in.skip();
            }
        }
        return new ServiceConfig(tcp, web, tun, in.rawSince(mark));
    }
}
