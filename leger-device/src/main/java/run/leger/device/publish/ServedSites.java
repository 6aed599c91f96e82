package run.leger.device.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;

/** Reads from Caddy's configuration which sites it serves. */
final class ServedSites {
    private ServedSites() {}

    /** Returns host names, and listen addresses for what is served to any host. */
    static Set<String> of(Json config) {
        Set<String> sites = new TreeSet<>();
        Optional<Json> servers = config.at("apps", "http", "servers");
        servers.filter(json -> json.toString().startsWith("{")).ifPresent(json -> {
            for (Json server : JsonIn.read(json.utf8(), "servers", in -> in.map(JsonIn::raw))
                    .values()) {
                addServer(server, sites);
            }
        });
        return sites;
    }

    private static void addServer(Json server, Set<String> sites) {
        List<String> listen = texts(server.at("listen"));
        for (Json route : values(server.at("routes"))) {
            List<String> hosts = new ArrayList<>();
            for (Json match : values(route.at("match"))) {
                hosts.addAll(texts(match.at("host")));
            }
            sites.addAll(hosts.isEmpty() ? listen : hosts);
        }
    }

    private static List<Json> values(Optional<Json> array) {
        return array.map(json -> JsonIn.read(json.utf8(), "list", in -> in.list(JsonIn::raw)))
                .orElse(List.of());
    }

    private static List<String> texts(Optional<Json> array) {
        return values(array).stream().map(Json::asText).toList();
    }
}
