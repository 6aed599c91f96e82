package run.leger.device.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import run.leger.core.Json;
import run.leger.core.internal.JsonParts;

/** Reads from Caddy's configuration which sites it serves. */
final class ServedSites {
    /** What a Caddyfile of ours leads to. Whatever else is loaded belongs to somebody else. */
    private static final Set<String> OUR_APPS = Set.of("http", "tls");

    private ServedSites() {}

    /**
     * Returns host names, with their port where it is not 443; listen addresses for what is served to any host; and apps that no Caddyfile of ours
     * has.
     */
    static Set<String> of(Json config) {
        Set<String> sites = new TreeSet<>();
        for (String app : fields(config.at("apps")).keySet()) {
            if (!OUR_APPS.contains(app)) {
                sites.add("the app " + app);
            }
        }
        fields(config.at("apps", "http", "servers")).values().forEach(server -> addServer(server, sites));
        return sites;
    }

    private static void addServer(Json server, Set<String> sites) {
        List<String> listen = texts(server.at("listen"));
        for (Json route : values(server.at("routes"))) {
            List<String> hosts = new ArrayList<>();
            for (Json match : values(route.at("match"))) {
                hosts.addAll(texts(match.at("host")));
            }
            if (hosts.isEmpty()) {
                sites.addAll(listen);
            }
            for (String host : hosts) {
                listen.forEach(address -> sites.add(host + port(address)));
                if (listen.isEmpty()) {
                    sites.add(host);
                }
            }
        }
    }

    /** One host name can have a site on each port, so the port tells whose it is. */
    private static String port(String listen) {
        String port = listen.substring(listen.lastIndexOf(':') + 1);
        return port.equals("443") || !port.matches("[0-9]+") ? "" : ":" + port;
    }

    private static Map<String, Json> fields(Optional<Json> object) {
        return object.map(JsonParts::fields).orElse(Map.of());
    }

    private static List<Json> values(Optional<Json> array) {
        return array.map(JsonParts::values).orElse(List.of());
    }

    private static List<String> texts(Optional<Json> array) {
        return values(array).stream().map(Json::asText).toList();
    }
}
