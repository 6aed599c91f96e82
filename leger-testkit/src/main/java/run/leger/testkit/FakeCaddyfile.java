package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import run.leger.core.internal.JsonOut;

/** As much of a Caddyfile as a fake needs: which sites there are, whether the braces fit, and whether the directives exist. */
final class FakeCaddyfile {
    private static final Set<String> DIRECTIVES = Set.of(
            ("abort acme_server basic_auth bind copy_response copy_response_headers encode error file_server forward_auth fs handle handle_errors"
                            + " handle_path header import intercept invoke log log_append log_level log_name log_skip map method metrics php_fastcgi push redir"
                            + " request_body request_header respond reverse_proxy rewrite root route templates timeouts tls tracing try_files uri vars")
                    .split(" "));

    private FakeCaddyfile() {}

    /** The text is not a Caddyfile. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    static String adapt(String text) {
        if (text.isEmpty()) {
            throw new Refused("EOF");
        }
        List<String> addresses = new ArrayList<>();
        int depth = 0;
        boolean site = false;
        int number = 0;
        String admin = null;
        for (String line : text.split("\n", -1)) {
            number++;
            List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            String first = words.get(0);
            boolean opens = words.get(words.size() - 1).equals("{");
            if (first.equals("}")) {
                depth--;
                if (depth < 0) {
                    throw new Refused("Caddyfile:" + number + ": unexpected '}'");
                }
                continue;
            }
            if (depth == 0 && !first.equals("{")) {
                for (String word : words.subList(0, opens ? words.size() - 1 : words.size())) {
                    addresses.add(word.endsWith(",") ? word.substring(0, word.length() - 1) : word);
                }
                site = true;
            } else if (depth == 0) {
                site = false;
            } else if (depth == 1 && site && !first.startsWith("@") && !DIRECTIVES.contains(first)) {
                throw new Refused("Caddyfile:" + number + ": unrecognized directive: " + first);
            }
            if (depth == 1 && !site && first.equals("admin") && words.size() > 1) {
                admin = words.get(1);
            }
            depth += opens ? 1 : 0;
        }
        if (depth > 0) {
            throw new Refused("syntax error: unexpected EOF, expecting '}', at Caddyfile:" + number);
        }
        String listen = admin;
        return new String(
                JsonOut.object(out -> {
                    if (listen != null) {
                        out.object("admin", object -> object.field("listen", listen));
                    }
                    out.field("addresses", addresses).field("caddyfile", text);
                    if (!addresses.isEmpty()) {
                        out.object(
                                "apps",
                                apps -> apps.object(
                                        "http",
                                        http -> http.object(
                                                "servers",
                                                servers -> byPort(addresses)
                                                        .forEach((port, hosts) -> write(servers, port, hosts)))));
                    }
                }),
                StandardCharsets.UTF_8);
    }

    private static void write(JsonOut servers, String port, List<String> hosts) {
        servers.object(
                "srv" + port,
                server -> server.field("listen", List.of(":" + port))
                        .objects(
                                "routes",
                                hosts,
                                host -> server.objects("match", List.of(host), h -> server.field("host", List.of(h)))));
    }

    private static Map<String, List<String>> byPort(List<String> addresses) {
        Map<String, List<String>> byPort = new TreeMap<>();
        for (String address : addresses) {
            int colon = address.lastIndexOf(':');
            String port = colon < 0 ? "443" : address.substring(colon + 1);
            byPort.computeIfAbsent(port, p -> new ArrayList<>()).add(colon < 0 ? address : address.substring(0, colon));
        }
        return byPort;
    }

    /** The words of a line, quotes kept together; a comment ends it. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            char c = i < line.length() ? line.charAt(i) : ' ';
            if (c == '"') {
                quoted = !quoted;
            }
            if (!Character.isWhitespace(c) || quoted) {
                if (c == '#' && word.isEmpty()) {
                    break;
                }
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }

    /** Returns a JSON string. */
    static String quoted(String text) {
        String object = new String(JsonOut.object(out -> out.field("x", text)), StandardCharsets.UTF_8);
        return object.substring("{\"x\":".length(), object.length() - 1);
    }
}
