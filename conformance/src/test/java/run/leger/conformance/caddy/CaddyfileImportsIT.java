package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.imports.Expansion;
import run.leger.caddy.imports.ImportException;
import run.leger.caddy.imports.ImportResolver;
import run.leger.caddy.imports.ImportsGrammar;
import run.leger.caddy.imports.ImportsGrammar.Generated;
import run.leger.caddy.imports.ImportsGrammar.Production;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.conformance.lab.CaddyProcess;
import run.leger.conformance.lab.Program;
import run.leger.conformance.lab.TempDir;

/**
 * Expanded imports against Caddy's own: its block parser makes the same of the file with its imports as of our file without, token by token and
 * line by line. The property makes {@code jqwik.tries.default} sets of files.
 */
class CaddyfileImportsIT {
    private static final Map<String, String> ENVIRONMENT = Map.of("LEGER_WORD", "word", "LEGER_OPEN", "{");
    private static final Set<Production> SEEN = EnumSet.noneOf(Production.class);
    private static final Map<String, Integer> OUTCOMES = new HashMap<>();
    private static @Nullable CaddyfileJudge running;

    private static final List<Map<String, String>> CORPUS = List.of(
            Map.of(
                    "Caddyfile",
                    """
                    import snippets.caddy
                    import sites/*.caddy
                    """,
                    "snippets.caddy",
                    """
                    (headers) {
                    	header {
                    		X-Name "{args[0]}"
                    		{block}
                    	}
                    }
                    (proxy) {
                    	reverse_proxy {args[:]} {
                    		{blocks.options}
                    	}
                    }
                    """,
                    "sites/b.caddy",
                    """
                    http://b.example {
                    	import headers "two words" {
                    		-Server
                    		X-Other `a "b"`
                    	}
                    	import proxy 10.0.0.1:80 10.0.0.2:80 {
                    		options {
                    			lb_policy first
                    			header_up X-Y {host}
                    		}
                    	}
                    }
                    """,
                    "sites/a.caddy",
                    """
                    http://a.example {
                    	import headers one
                    	import ../parts/paths /x /y
                    	respond <<HTML
                    		<p>{path}</p>
                    		HTML 200
                    }
                    """,
                    "sites/.hidden.caddy",
                    "http://hidden.example {\n}\n",
                    "parts/paths",
                    """
                    @paths path {args[0]}/* {args[1]}/*
                    handle @paths {
                    	respond "at {args[0]} {http.request.uri} \\{x\\}"
                    }
                    """),
            Map.of(
                    "Caddyfile",
                    """
                    (admin) {
                    	admin off
                    }
                    {
                    	import admin
                    	http_port 8080
                    }
                    (logs) {
                    	log {
                    		output file /tmp/{args[0]}.log {
                    			roll_size 10MiB
                    		}
                    	}
                    }
                    (respond-with) {
                    	@m expression {args[0]} && {args[1]}
                    	respond @m `{"a": 1}`
                    	@n `path('/x')`
                    	respond @n "n"
                    }
                    &(shared) {
                    	import route-lines 418
                    }
                    http://{$LEGER_HOST:c.example}, http://d.example {
                    	import logs d
                    	import respond-with "path('/a b')" `host("x")`
                    	invoke shared
                    	map {host} {x} {
                    		import map-lines 1
                    	}
                    }
                    """,
                    "route-lines",
                    "header X-Y z\nrespond {args[0]}\n",
                    "map-lines",
                    "a \"{args[0]}\"\nb {args[0]}\ndefault \"\"\n"),
            Map.of("Caddyfile", """
                    http://one.example
                    import common {
                    	extra {
                    		respond /extra "extra" 201
                    	}
                    }
                    """, "common", """
                    encode gzip
                    route {
                    	{blocks.extra}
                    	respond "rest"
                    }
                    """));

    /** What we refuse on purpose and Caddy's block parser takes. */
    private enum Difference {
        OUTSIDE("it leads out of ", "files outside of the root are never read"),
        UNREADABLE(
                "what Caddy makes of the imports here",
                "no text gives these blocks: Caddy's directives refuse them, or misread them"),
        UNWRITABLE("what an argument makes of this token", "no spelling gives this text");

        final String reason;
        final String why;

        Difference(String reason, String why) {
            this.reason = reason;
            this.why = why;
        }
    }

    @BeforeContainer
    static void start() {
        running = new CaddyfileJudge(ENVIRONMENT);
    }

    @AfterContainer
    static void stop() {
        caddy().close();
        // A production that is never made would prove nothing, nor would files of which none is taken.
        assertThat(SEEN).isEqualTo(EnumSet.allOf(Production.class));
        assertThat(OUTCOMES.get("same")).as("%s", OUTCOMES).isGreaterThan(OUTCOMES.get("refused"));
    }

    private static CaddyfileJudge caddy() {
        return Objects.requireNonNull(running, "started before");
    }

    @Provide
    Arbitrary<Generated> sets() {
        return ImportsGrammar.generated();
    }

    @Property
    void the_expanded_file_means_to_caddy_what_the_file_means(@ForAll("sets") Generated set) throws IOException {
        SEEN.addAll(set.productions());
        Path root = caddy().directory();
        for (Map.Entry<String, String> file : set.files().entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        byte[] main = set.files().getOrDefault(ImportsGrammar.MAIN, "").getBytes(StandardCharsets.UTF_8);
        SyntaxTree expanded;
        try {
            SyntaxTree tree = SyntaxTree.parseTolerantly(ImportsGrammar.MAIN, main);
            expanded = Expansion.of(tree, ImportResolver.within(root), ENVIRONMENT::get)
                    .tree();
        } catch (ImportException e) {
            if (e.reason().startsWith("the imports bring more than")) {
                count("endless"); // Not to be asked of Caddy, which would go on until memory ends.
            } else {
                assertRefused(e, caddy().lines(main));
            }
            return;
        }
        CaddyfileJudge.Answer answer = caddy().lines(main);
        assertThat(answer.isOk()).as(answer.text()).isTrue();
        count("same");
        CaddyfileJudge.Answer ours = caddy().lines(expanded.toBytes());
        assertThat(ours.isOk()).as(ours.text() + expanded.print()).isTrue();
        assertThat(comparable(ours)).as(expanded.print()).isEqualTo(comparable(answer));
    }

    /** Whole configurations as people write them: the JSON that Caddy makes of both is the same. */
    @Example
    void the_expanded_file_adapts_to_the_same_json() throws Exception {
        for (Map<String, String> files : CORPUS) {
            try (TempDir dir = new TempDir("imports")) {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Path path = dir.path().resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
                Path main = dir.path().resolve("Caddyfile");
                SyntaxTree tree = SyntaxTree.read(main);
                // Without an environment, as with one.
                for (Expansion expansion : List.of(
                        Expansion.of(tree, ImportResolver.within(dir.path())),
                        Expansion.of(tree, ImportResolver.within(dir.path()), name -> null))) {
                    Path expanded = Files.write(
                            dir.path().resolve("expanded"), expansion.tree().toBytes());
                    assertThat(adapted(expanded)).as(expansion.tree().print()).isEqualTo(adapted(main));
                }
            }
        }
    }

    private static JsonNode adapted(Path file) throws IOException {
        Program.Ended adapt = CaddyProcess.cli("adapt", "--adapter", "caddyfile", "--config", file.toString());
        assertThat(adapt.code()).as(adapt.output()).isZero();
        String json = adapt.output()
                .lines()
                .filter(line -> line.startsWith("{\"apps\"") || line.startsWith("{\"admin\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError(adapt.output()));
        return new ObjectMapper().readTree(json);
    }

    private static void count(String outcome) {
        OUTCOMES.merge(outcome, 1, Integer::sum);
    }

    private static void assertRefused(ImportException e, CaddyfileJudge.Answer answer) {
        for (Difference difference : Difference.values()) {
            if (e.reason().contains(difference.reason)) {
                count(difference + ": " + difference.why + (answer.isOk() ? "" : " (both)"));
                return;
            }
        }
        count("refused");
        assertThat(answer.isOk()).as(e.getMessage()).isFalse();
        if (e.reason().startsWith("Caddy fails here")) {
            assertThat(answer.text()).startsWith("panic");
        } else if (e.reason().startsWith("Glob pattern") || e.reason().startsWith("Could not import")) {
            // Caddy's words have the whole path in them.
            assertThat(answer.text()).startsWith(e.reason().substring(0, 12));
        } else {
            assertThat(answer.text()).startsWith(e.reason());
        }
    }

    /** Whether a token is quoted does not count where no token that is not quoted has its text. */
    private static JsonNode comparable(CaddyfileJudge.Answer answer) {
        JsonNode blocks = CaddyfileJson.read(answer);
        for (JsonNode block : blocks) {
            for (JsonNode segment : block.get("segments")) {
                for (JsonNode token : segment) {
                    String text = token.get(0).asText();
                    boolean odd = text.isEmpty()
                            || text.matches("(?s)\\\\?[\"`#].*|.*\\s.*|.*\\\\<.*|.*[^\\\\](\\\\\\\\)*\\\\|\\\\");
                    if (odd) {
                        ((ArrayNode) token).set(1, "odd");
                    }
                }
            }
        }
        return blocks;
    }
}
