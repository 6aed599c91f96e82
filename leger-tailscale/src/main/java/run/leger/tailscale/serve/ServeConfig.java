package run.leger.tailscale.serve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What the daemon serves for this device. Immutable; the methods that change it return a new one, in which everything that they do not name is
 * as it was, fields that this version does not know included.
 *
 * <pre>{@code
 * HostPort site = HostPort.of(DnsName.of("box.tail1234.ts.net"), 443);
 * config.withHttps(site, HttpHandler.proxy("http://127.0.0.1:3000"))      // for the tailnet
 *       .withFunnel(site, true)                                           // and for the internet
 *       .withTcp(5432, TcpPortHandler.forward("127.0.0.1:5432"));
 * }</pre>
 *
 * <p>Mirrors {@code ipn.ServeConfig}.
 *
 * @param tcp what happens at the ports of this device
 * @param web its web servers, by name and port
 * @param services what this device does for Tailscale Services
 * @param allowFunnel which web servers and ports the internet may reach too, by Funnel
 * @param foreground what is served only as long as a watch of the bus lives, by the session id that the watch's first message tells
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ServeConfig(
        Map<Integer, TcpPortHandler> tcp,
        Map<HostPort, WebServerConfig> web,
        Map<ServiceName, ServiceConfig> services,
        Map<HostPort, Boolean> allowFunnel,
        Map<String, ServeConfig> foreground,
        Json raw) {
    private static final Json TRUE = Json.parse("true");

    /** Not API: components are added as the daemon grows. Use {@link #none} and the methods that change it, or {@link #parse}, to make one. */
    @WireConstructor
    public ServeConfig {}

    /**
     * Returns the configuration in which nothing is served.
     *
     * @return the empty configuration
     */
    public static ServeConfig none() {
        return parse(Tree.EMPTY);
    }

    /**
     * Tells whether nothing is served, and there is nothing unknown either.
     *
     * @return true for the empty configuration
     */
    public boolean isEmpty() {
        return raw.equals(Tree.EMPTY);
    }

    /**
     * Serves the root of an HTTPS server to the tailnet, see {@link #withHttps(HostPort, String, HttpHandler)}.
     *
     * @param at the device's full name and a port
     * @param handler what to do
     * @return a new configuration
     */
    public ServeConfig withHttps(HostPort at, HttpHandler handler) {
        return withHttps(at, "/", handler);
    }

    /**
     * Serves a path of an HTTPS server to the tailnet, with the certificate of its name. What was served at that path is replaced.
     *
     * @param at the device's full name and a port
     * @param mount the path, beginning with a slash
     * @param handler what to do below it
     * @return a new configuration
     * @throws IllegalArgumentException if the port serves another type, or the path does not begin with a slash
     */
    public ServeConfig withHttps(HostPort at, String mount, HttpHandler handler) {
        return parse(listeners().withWeb(at, mount, handler, true));
    }

    /**
     * Serves a path of an HTTP server to the tailnet, see {@link #withHttps(HostPort, String, HttpHandler)}.
     *
     * @param at the device's full name and a port
     * @param mount the path, beginning with a slash
     * @param handler what to do below it
     * @return a new configuration
     */
    public ServeConfig withHttp(HostPort at, String mount, HttpHandler handler) {
        return parse(listeners().withWeb(at, mount, handler, false));
    }

    /**
     * Stops serving a path. With its last one a web server goes, and Funnel for it, and its port where no other web server has that.
     *
     * @param at the name and the port
     * @param mount the path
     * @return a new configuration
     */
    public ServeConfig withoutWeb(HostPort at, String mount) {
        ServeConfig changed = parse(listeners().withoutWeb(at, mount));
        return web.containsKey(at) && !changed.web.containsKey(at) ? changed.withFunnel(at, false) : changed;
    }

    /**
     * Serves TCP to the tailnet.
     *
     * @param port the port
     * @param handler what to do with its connections
     * @return a new configuration
     * @throws IllegalArgumentException if the port serves another type
     */
    public ServeConfig withTcp(int port, TcpPortHandler handler) {
        return parse(listeners().withTcp(port, handler));
    }

    /**
     * Stops serving a port, whatever was served there, and Funnel for it.
     *
     * @param port the port
     * @return a new configuration
     */
    public ServeConfig withoutPort(int port) {
        Json changed = listeners().withoutPort(port);
        for (HostPort at : allowFunnel.keySet()) {
            if (at.port() == port) {
                changed = Tree.without(changed, "AllowFunnel", at.value());
            }
        }
        return parse(changed);
    }

    /**
     * Lets the internet reach what is served, or no longer. Whether this device may is told by {@code Serve.checkFunnelAccess}.
     *
     * @param at the device's full name and a port
     * @param on whether
     * @return a new configuration
     */
    public ServeConfig withFunnel(HostPort at, boolean on) {
        Ports.check(at.port());
        return parse(
                on ? Tree.with(raw, TRUE, "AllowFunnel", at.value()) : Tree.without(raw, "AllowFunnel", at.value()));
    }

    /**
     * Tells whether the internet may reach anything, in the foreground or not.
     *
     * @return whether Funnel is on anywhere
     */
    public boolean isFunnelOn() {
        return allowFunnel.containsValue(true) || foreground.values().stream().anyMatch(ServeConfig::isFunnelOn);
    }

    /**
     * Changes what this device does for a Tailscale Service. The tailnet sends it traffic only once the service's name is also among the
     * {@code advertiseServices} of the preferences, and the tailnet lets this device be a host of it.
     *
     * @param name the service
     * @param change is given what it does now, which may be nothing
     * @return a new configuration
     */
    public ServeConfig withService(ServiceName name, UnaryOperator<ServiceConfig> change) {
        ServiceConfig present = services.get(name);
        ServiceConfig changed = change.apply(present == null ? ServiceConfig.parse("{}") : present);
        return parse(Tree.with(raw, changed.raw(), "Services", name.value()));
    }

    /**
     * Does nothing for a Tailscale Service any more.
     *
     * @param name the service
     * @return a new configuration
     */
    public ServeConfig withoutService(ServiceName name) {
        return parse(Tree.without(raw, "Services", name.value()));
    }

    /**
     * Serves something only as long as a watch of the bus lives: the daemon takes it away when that watch ends.
     *
     * @param sessionId the id that the watch's first message tells
     * @param config what to serve, on ports that are free
     * @return a new configuration
     */
    public ServeConfig withForeground(String sessionId, ServeConfig config) {
        return parse(Tree.with(raw, config.raw(), "Foreground", sessionId));
    }

    /**
     * Stops serving for a watch of the bus. The daemon then ends that watch.
     *
     * @param sessionId the watch's id
     * @return a new configuration
     */
    public ServeConfig withoutForeground(String sessionId) {
        return parse(Tree.without(raw, "Foreground", sessionId));
    }

    private Listeners listeners() {
        return new Listeners(tcp, web, raw);
    }

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ServeConfig parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ServeConfig.parse", ServeConfig::read);
    }

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object, or null for the empty configuration
     * @return the value
     * @throws MalformedReplyException if it is neither, or a field has the wrong type
     */
    public static ServeConfig parse(Json json) {
        return JsonIn.readOptional(json.utf8(), "ServeConfig.parse", ServeConfig::read)
                .orElseGet(ServeConfig::none);
    }

    static ServeConfig read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        Map<Integer, TcpPortHandler> tcp = Map.of();
        Map<HostPort, WebServerConfig> web = Map.of();
        Map<ServiceName, ServiceConfig> services = Map.of();
        Map<HostPort, Boolean> allowFunnel = Map.of();
        Map<String, ServeConfig> foreground = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "TCP" -> tcp = Entries.byPort(in, TcpPortHandler::read);
                case "Web" -> web = Entries.byHostPort(in, WebServerConfig::read);
                case "Services" -> services = Entries.byService(in, ServiceConfig::read);
                case "AllowFunnel" -> allowFunnel = Entries.byHostPort(in, JsonIn::bool);
                case "Foreground" -> foreground = Entries.byName(in, ServeConfig::read);
                default -> in.skip();
            }
        }
        return new ServeConfig(tcp, web, services, allowFunnel, foreground, in.rawSince(mark));
    }
}
