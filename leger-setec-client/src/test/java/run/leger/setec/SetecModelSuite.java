package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;

/** The client and a model of the server's rules agree on any sequence of calls: run over the fake and over the real handlers. */
public abstract class SetecModelSuite {
    enum Verb {
        PUT,
        CREATE_VERSION,
        ACTIVATE,
        DELETE_VERSION,
        DELETE,
        GET,
        GET_VERSION,
        GET_IF_CHANGED,
        INFO,
        LIST
    }

    /** One call. What a verb has no use for is ignored. */
    record Call(Verb verb, int secret, long version, String value) {
        String of(ServerModel model, String name) {
            return switch (verb) {
                case PUT -> model.put(name, value);
                case CREATE_VERSION -> model.createVersion(name, version, value);
                case ACTIVATE -> model.activate(name, version);
                case DELETE_VERSION -> model.deleteVersion(name, version);
                case DELETE -> model.delete(name);
                case GET -> model.get(name);
                case GET_VERSION -> model.getVersion(name, version);
                case GET_IF_CHANGED -> model.getIfChanged(name, version);
                case INFO -> model.info(name);
                case LIST -> model.list().stream().sorted().toList().toString();
            };
        }

        String of(SetecClient setec, SecretName name, String prefix) {
            SecretVersion number = SecretVersion.of(version);
            return outcome(() -> switch (verb) {
                case PUT -> setec.put(name, bytes()).toString();
                case CREATE_VERSION -> done(() -> setec.createVersion(name, number, bytes()));
                case ACTIVATE -> done(() -> setec.activate(name, number));
                case DELETE_VERSION -> done(() -> setec.deleteVersion(name, number));
                case DELETE -> done(() -> setec.delete(name));
                case GET -> told(setec.get(name));
                case GET_VERSION -> told(setec.getVersion(name, number));
                case GET_IF_CHANGED -> told(setec.getIfChanged(name, number));
                case INFO -> told(setec.info(name));
                case LIST ->
                    setec.list().stream()
                            .filter(info -> info.name().text().startsWith(prefix))
                            .map(Call::told)
                            .sorted()
                            .toList()
                            .toString();
            });
        }

        private SecretBytes bytes() {
            return SecretBytes.copyOf(value.getBytes(UTF_8));
        }

        private static String outcome(Supplier<String> call) {
            try {
                return call.get();
            } catch (LegerException e) {
                return e.getClass().getSimpleName();
            }
        }

        private static String done(Runnable call) {
            call.run();
            return "done";
        }

        private static String told(SecretValue value) {
            return value.version() + "=" + new String(value.value().copy(), UTF_8);
        }

        private static String told(Refresh refresh) {
            return refresh instanceof Refresh.Changed changed
                    ? told(changed.secret())
                    : "unchanged " + ((Refresh.Unchanged) refresh).held();
        }

        private static String told(SecretInfo info) {
            return info.name() + " " + info.versions() + " active " + info.activeVersion();
        }
    }

    /** Takes nothing: what it runs over is said by {@link #address}. */
    protected SetecModelSuite() {}

    /** Returns where callers may do everything. */
    protected abstract URI address();

    @Property(tries = 400)
    @StatisticsReport(onFailureOnly = true)
    void the_client_and_the_model_agree_on_any_history(@ForAll("histories") List<Call> history) {
        String prefix = "model/" + UUID.randomUUID();
        List<SecretName> names = List.of(
                SecretName.of(prefix),
                SecretName.of(prefix + "/\u00fc \ud83d\ude00<&>\"\\"),
                SecretName.lenient(prefix + "\n*"));
        ServerModel model = new ServerModel();
        try (SetecClient setec = SetecClient.create(address())) {
            for (Call call : history) {
                SecretName name = names.get(call.secret());
                String expected = call.of(model, name.text());
                Statistics.collect(kind(call, expected));
                assertThat(call.of(setec, name, prefix)).as(call.toString()).isEqualTo(expected);
            }
            names.forEach(setec::delete);
        }
        Statistics.coverage(coverage -> {
            for (String rare : List.of(
                    "PUT VersionsExhaustedException",
                    "PUT ValueNotStoredException",
                    "CREATE_VERSION VersionClaimedException",
                    "DELETE_VERSION ActiveVersionException",
                    "DELETE_VERSION done",
                    "ACTIVATE done",
                    "GET_IF_CHANGED unchanged")) {
                coverage.check(rare).count(times -> times > 0);
            }
        });
    }

    private static String kind(Call call, String outcome) {
        boolean plain = outcome.endsWith("Exception") || outcome.equals("done");
        return call.verb() + " " + (plain ? outcome : outcome.startsWith("unchanged") ? "unchanged" : "told");
    }

    @Provide
    Arbitrary<List<Call>> histories() {
        Arbitrary<Verb> verbs = Arbitraries.frequency(
                Tuple.of(6, Verb.PUT),
                Tuple.of(4, Verb.CREATE_VERSION),
                Tuple.of(4, Verb.ACTIVATE),
                Tuple.of(4, Verb.DELETE_VERSION),
                Tuple.of(1, Verb.DELETE),
                Tuple.of(3, Verb.GET),
                Tuple.of(3, Verb.GET_VERSION),
                Tuple.of(3, Verb.GET_IF_CHANGED),
                Tuple.of(3, Verb.INFO),
                Tuple.of(1, Verb.LIST));
        // One secret has most of the calls, so that its history grows long.
        Arbitrary<Integer> secrets = Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2));
        Arbitrary<Long> versions = Arbitraries.of(0L, 1L, 2L, 2L, 3L, 3L, 4L, 5L, 4294967294L, 4294967295L);
        Arbitrary<String> values = Arbitraries.of("", "", "a", "b", "c");
        Arbitrary<List<Call>> calls = Combinators.combine(verbs, secrets, versions, values)
                .as(Call::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
        // What leads to the rare refusals, which chance alone does not always find.
        List<Call> highestGone =
                List.of(call(Verb.PUT, 0, "a"), call(Verb.PUT, 0, "b"), call(Verb.DELETE_VERSION, 2, ""));
        List<Call> lastUsed = List.of(call(Verb.CREATE_VERSION, 4294967295L, "a"));
        Arbitrary<List<Call>> begin =
                Arbitraries.frequency(Tuple.of(6, List.<Call>of()), Tuple.of(1, highestGone), Tuple.of(1, lastUsed));
        return Combinators.combine(begin, calls).as((first, rest) -> {
            List<Call> all = new ArrayList<>(first);
            all.addAll(rest);
            return all;
        });
    }

    private static Call call(Verb verb, long version, String value) {
        return new Call(verb, 0, version, value);
    }
}
