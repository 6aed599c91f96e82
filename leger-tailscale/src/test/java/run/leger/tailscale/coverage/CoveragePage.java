package run.leger.tailscale.coverage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import run.leger.tailscale.Endpoint;
import run.leger.tailscale.Right;

/** The page that tells for every endpoint which method is here and what was proven. */
final class CoveragePage {
    private static final List<String> VERSIONS = List.of("1.102.5", "1.92.5");

    private final List<KnownEndpoint> known = KnownEndpoint.all();
    private final List<Calls> calls = Calls.all();
    private final Map<String, Map<String, Proof>> proofs = Proof.all();

    String text() {
        StringBuilder page = new StringBuilder("""
                # Coverage of the LocalAPI

                Made from the annotations of the methods, the list of upstream's endpoints and what the conformance tests prove; do not edit. To make it anew:

                ```
                %s
                ```

                %s

                *Upstream* is what upstream promises. *Proven* is how the method ends on a real tailscaled in the laboratory: *typed*, it returns a value; \
                *listed*, the sweep ends with the typed error named, with its reason, at the end of the page; *absent*, that version does not have the \
                endpoint, which is an `UnsupportedEndpointException`.
                """.formatted(CoverageTest.COMMAND, summary()));
        Set<String> sections = new LinkedHashSet<>();
        for (KnownEndpoint endpoint : known) {
            if (sections.add(endpoint.section())) {
                page.append("\n## ").append(endpoint.section()).append("\n\n");
                row(
                        page,
                        List.of(
                                "Endpoint",
                                "HTTP",
                                "Method here",
                                "Right",
                                "Upstream",
                                "Versions",
                                VERSIONS.get(0),
                                VERSIONS.get(1)));
                row(page, List.of("---", "---", "---", "---", "---", "---", "---", "---"));
            }
            row(page, cells(endpoint));
        }
        listed(page);
        missing(page);
        return page.toString();
    }

    private String summary() {
        long here = known.stream().filter(e -> !of(e).isEmpty()).count();
        StringBuilder text = new StringBuilder(
                known.size() + " endpoints by path, HTTP method and debug action; " + here + " have a method here.");
        for (String version : VERSIONS) {
            long typed = count(version, "typed");
            long had = known.stream().filter(e -> e.in(new Release(version))).count();
            text.append(" On ")
                    .append(version)
                    .append(", which has ")
                    .append(had)
                    .append(": ")
                    .append(typed);
            text.append(" typed, ").append(count(version, "listed")).append(" listed.");
        }
        return text.toString();
    }

    private long count(String version, String outcome) {
        return proofs.values().stream()
                .filter(by ->
                        by.containsKey(version) && by.get(version).outcome().equals(outcome))
                .count();
    }

    private List<Calls> of(KnownEndpoint endpoint) {
        return calls.stream()
                .filter(c -> endpoint.is(c.endpoint().method(), c.endpoint().path()))
                .toList();
    }

    private List<String> cells(KnownEndpoint endpoint) {
        List<Calls> here = of(endpoint);
        List<String> cells = new ArrayList<>();
        cells.add("`" + endpoint.path() + "`");
        cells.add(
                here.isEmpty()
                        ? endpoint.method().replace("*", "any")
                        : here.stream()
                                .map(c -> c.endpoint().method())
                                .distinct()
                                .collect(Collectors.joining(", ")));
        cells.add(
                here.isEmpty()
                        ? "–"
                        : here.stream().map(c -> name(c, endpoint)).distinct().collect(Collectors.joining(", ")));
        cells.add(endpoint.rights().entrySet().stream()
                .map(e ->
                        word(e.getValue()) + e.getKey().map(v -> " since " + v).orElse(""))
                .collect(Collectors.joining(", ")));
        cells.add(here.stream()
                .map(c -> word(c.endpoint().stability()))
                .distinct()
                .collect(Collectors.joining(", ")));
        cells.add(endpoint.since()
                .map(v -> "since " + v)
                .or(() -> endpoint.until().map(v -> "until " + v))
                .orElse(""));
        for (String version : VERSIONS) {
            Proof proof = proofs.getOrDefault(endpoint.key(), Map.of()).get(version);
            cells.add(proof == null ? "–" : proof.outcome());
        }
        return cells;
    }

    /** A method can need a parameter that came after its endpoint. */
    private static String name(Calls call, KnownEndpoint endpoint) {
        String since = call.endpoint().since();
        boolean later = !since.isEmpty()
                && !endpoint.since().map(Release::text).orElse("").equals(since);
        return "`" + call.method() + "`" + (later ? " (since " + since + ")" : "");
    }

    private void listed(StringBuilder page) {
        Map<String, Set<String>> versions = new LinkedHashMap<>();
        for (KnownEndpoint endpoint : known) {
            proofs.getOrDefault(endpoint.key(), Map.of()).forEach((version, proof) -> {
                if (proof.outcome().equals("listed")) {
                    String line = "| `" + endpoint.key() + "` | `" + proof.error() + "` | " + proof.reason() + " |";
                    versions.computeIfAbsent(line, k -> new TreeSet<>()).add(version);
                }
            });
        }
        if (!versions.isEmpty()) {
            page.append("\n## Listed\n\n| Endpoint | Error | Why | On |\n| --- | --- | --- | --- |\n");
            versions.forEach((line, on) ->
                    page.append(line).append(' ').append(String.join(", ", on)).append(" |\n"));
        }
    }

    private static void missing(StringBuilder page) {
        List<List<String>> rows = Table.rows("without-method.tsv", 3);
        if (!rows.isEmpty()) {
            page.append("\n## Without a method\n\n| Endpoint | Why |\n| --- | --- |\n");
            for (List<String> cells : rows) {
                page.append("| `" + cells.get(0) + " " + cells.get(1) + "` | " + cells.get(2) + " |\n");
            }
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static void row(StringBuilder page, List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Returns what a method says of an endpoint and the facts do not. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        for (Calls call : calls) {
            Endpoint said = call.endpoint();
            List<KnownEndpoint> facts =
                    known.stream().filter(e -> e.is(said.method(), said.path())).toList();
            if (facts.isEmpty()) {
                found.add(call.method() + " calls " + said.method() + " " + said.path()
                        + ", which upstream does not have");
            }
            for (KnownEndpoint fact : facts) {
                if (said.right() != Right.LOCAL_ADMIN
                        || fact.right() != Right.WRITE) { // It can depend on what is sent.
                    differs(found, call, "right", said.right(), fact.right());
                }
                differs(
                        found,
                        call,
                        "until",
                        said.until(),
                        fact.until().map(Release::text).orElse(""));
                if (!laterOrEqual(said.since(), fact.since())) {
                    differs(
                            found,
                            call,
                            "since",
                            said.since(),
                            fact.since().orElseThrow().text());
                }
            }
        }
        return found;
    }

    /** A method can need a parameter that came after its endpoint. */
    private static boolean laterOrEqual(String said, Optional<Release> fact) {
        return fact.isEmpty() || !said.isEmpty() && new Release(said).compareTo(fact.get()) >= 0;
    }

    private static void differs(List<String> found, Calls call, String what, Object said, Object fact) {
        if (!said.equals(fact)) {
            found.add(call.method() + " says of " + call.endpoint().path() + ": " + what + " " + said + ", but it is "
                    + fact);
        }
    }

    /** Returns the endpoints that no method calls. */
    Set<String> uncovered() {
        return known.stream()
                .filter(e -> of(e).isEmpty())
                .map(KnownEndpoint::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
