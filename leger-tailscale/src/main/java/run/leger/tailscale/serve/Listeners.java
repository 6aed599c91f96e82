package run.leger.tailscale.serve;

import java.util.Map;
import run.leger.core.Json;

/** The edits that a device and a service have in common: ports, and the web servers at them. */
record Listeners(Map<Integer, TcpPortHandler> tcp, Map<HostPort, WebServerConfig> web, Json raw) {
    Json withWeb(HostPort at, String mount, HttpHandler handler, boolean tls) {
        if (!mount.startsWith("/")) {
            throw new IllegalArgumentException("a mount path begins with a slash: " + Shown.of(mount));
        }
        int port = Ports.check(at.port());
        TcpPortHandler web = TcpPortHandler.web(tls);
        requireSameType(port, web);
        Json changed = raw;
        if (!tcp.containsKey(port)) {
            changed = Tree.with(changed, web.raw(), "TCP", Integer.toString(port));
        }
        // The daemon cannot tell "/a" from "/a/", so the new one takes the place of the other.
        for (String other : handlers(at).keySet()) {
            if (!other.equals(mount) && withoutSlash(other).equals(withoutSlash(mount))) {
                changed = Tree.without(changed, "Web", at.value(), "Handlers", other);
            }
        }
        return Tree.with(changed, handler.raw(), "Web", at.value(), "Handlers", mount);
    }

    Json withTcp(int port, TcpPortHandler handler) {
        requireSameType(Ports.check(port), handler);
        return Tree.with(raw, handler.raw(), "TCP", Integer.toString(port));
    }

    Json withoutWeb(HostPort at, String mount) {
        Map<String, HttpHandler> handlers = handlers(at);
        boolean last = handlers.containsKey(mount) && handlers.size() == 1;
        Json changed = Tree.without(raw, "Web", at.value(), "Handlers", mount);
        if (!last) {
            return changed;
        }
        changed = Tree.without(changed, "Web", at.value());
        boolean othersAtPort = web.keySet().stream().anyMatch(other -> !other.equals(at) && other.port() == at.port());
        return othersAtPort ? changed : Tree.without(changed, "TCP", Integer.toString(at.port()));
    }

    Json withoutPort(int port) {
        Json changed = Tree.without(raw, "TCP", Integer.toString(port));
        for (HostPort at : web.keySet()) {
            if (at.port() == port) {
                changed = Tree.without(changed, "Web", at.value());
            }
        }
        return changed;
    }

    private Map<String, HttpHandler> handlers(HostPort at) {
        WebServerConfig server = web.get(at);
        return server == null ? Map.of() : server.handlers();
    }

    private void requireSameType(int port, TcpPortHandler wanted) {
        TcpPortHandler present = tcp.get(port);
        if (present != null
                && present.serveType() != ServeType.UNRECOGNIZED
                && present.serveType() != wanted.serveType()) {
            throw new IllegalArgumentException("port " + port + " serves " + present.serveType() + ", not "
                    + wanted.serveType() + ": take it away first, in a write of its own");
        }
    }

    private static String withoutSlash(String mount) {
        return mount.endsWith("/") ? mount.substring(0, mount.length() - 1) : mount;
    }
}
