package run.leger.setec.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import run.leger.core.Observer;
import run.leger.core.SecretBytes;
import run.leger.setec.CacheMode;
import run.leger.setec.NameLabel;
import run.leger.setec.Refresh;
import run.leger.setec.Secret;
import run.leger.setec.SecretName;
import run.leger.setec.SecretStore;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.bind.FromSecret;
import run.leger.setec.bind.SecretBinder;
import run.leger.setec.cache.GoFile;
import run.leger.setec.cache.MemoryCache;
import run.leger.setec.cache.SealedFile;
import run.leger.setec.cache.SealedFor;
import run.leger.setec.cache.SecretCache;
import run.leger.setec.rotate.AuthorizedHttp;
import run.leger.setec.rotate.Keyring;
import run.leger.setec.rotate.Rotating;
import run.leger.setec.rotate.RotatingTls;
import run.leger.setec.rotate.SigningAlgorithm;
import run.leger.setec.rotate.SigningKeys;
import run.leger.setec.source.DirectorySource;
import run.leger.setec.source.EnvironmentSource;
import run.leger.setec.source.FileSource;
import run.leger.setec.source.SourceChain;
import run.leger.setec.source.SourceViews;
import run.leger.setec.write.Expect;
import run.leger.setec.write.SecretWriter;

/**
 * A program that does everything with secrets that there is to do, each with one of its own that has the name of the deed, says all there is to say
 * about it, and dumps its heap.
 */
final class LeakScenario {
    /** The secrets, by what is done with them. */
    static final List<String> SECRETS = List.of(
            "client",
            "store",
            "plain-cache",
            "sealed-cache",
            "memory-cache",
            "large",
            "created",
            "looked-up",
            "version",
            "changed",
            "chain",
            "rotating",
            "keyring",
            "mac",
            "signer",
            "certificate",
            "bearer",
            "basic",
            "bytes",
            "array",
            "handle",
            "write",
            "rotate",
            "refused",
            "misfit",
            "damaged",
            "directory",
            "file",
            "file-text",
            "environment",
            "text",
            "bound-text",
            "bound-json",
            "control",
            "control-chars",
            "control-base64",
            "control-garbage",
            "control-hidden");

    /** All planted values have this length. */
    static final int LENGTH = 30;

    /** What keeps the objects of the scenario on the heap. */
    private static final List<Object> KEPT = new ArrayList<>();

    private final SetecClient setec;
    private final SetecClient refusing;
    private final Path folder;
    private final URI server;
    private final URI refused;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bound(
            @FromSecret("bytes") SecretBytes bytes,
            @FromSecret("array") byte[] array,
            @FromSecret("handle") Secret handle) {}

    record BoundText(
            @FromSecret("bound-text") String text,
            @FromSecret(value = "bound-json", json = true) String json) {}

    record Misfit(
            @FromSecret("misfit") int number,
            @FromSecret("misfit") Duration time,
            @FromSecret(value = "misfit", json = true) List<String> json) {}

    private LeakScenario(URI server, URI refusing, Path folder) {
        this.server = server;
        this.refused = refusing;
        setec = SetecClient.create(server);
        this.refusing = SetecClient.create(refusing);
        this.folder = folder;
    }

    /** Takes the address of the server, that of one that refuses and repeats what it was sent, the folder of the secrets' files, and where to dump. */
    public static void main(String[] args) throws Exception {
        LeakScenario scenario = new LeakScenario(URI.create(args[0]), URI.create(args[1]), Path.of(args[2]));
        KEPT.add(scenario);
        scenario.run();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[3], false);
    }

    private void run() throws Exception {
        // The values come straight from the descriptor: System.in has a buffer that keeps them.
        try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
            write(given(in), given(in), given(in));
        }
        read();
        store("store", MemoryCache.empty());
        store("memory-cache", MemoryCache.empty());
        store("plain-cache", GoFile.at(folder.resolve("plain.json")));
        SealedFile sealed = SealedFile.at(
                folder.resolve("sealed"), SealedFile.newKey(folder.resolve("key")), SealedFor.server("leaks", server));
        store("sealed-cache", sealed);
        large(sealed);
        explicit();
        keys();
        http();
        sources();
        bind();
        controls();
    }

    private static SecretBytes given(DataInputStream in) throws IOException {
        byte[] value = new byte[LENGTH];
        in.readFully(value);
        return SecretBytes.take(value);
    }

    private void read() {
        SecretName name = name("client");
        try (var value = setec.get(name);
                var version = setec.getVersion(name, SecretVersion.of(1))) {
            say(value, version, setec.info(name), setec.list());
        }
        if (setec.getIfChanged(name, SecretVersion.of(7)) instanceof Refresh.Changed changed) {
            say(changed);
            changed.secret().close();
        }
        fails(() -> setec.getVersion(name, SecretVersion.of(99)));
    }

    private void write(SecretBytes value, SecretBytes fresh, SecretBytes refused) {
        SecretWriter writer = SecretWriter.of(setec);
        say(value, writer, writer.planPutAndActivate(name("write"), value, Expect.anything()));
        say(writer.putAndActivate(name("write"), value, Expect.anything()));
        fails(() -> writer.putAndActivate(name("write"), value, Expect.version(77)));
        say(writer.rotate(name("rotate"), () -> fresh, read -> true));
        fails(() -> writer.rotate(name("rotate"), () -> value, read -> {
            throw new IllegalStateException("not accepted");
        }));
        fails(() -> refusing.put(name("refused"), refused));
        fails(() -> SecretWriter.of(refusing).putAndActivate(name("refused"), refused, Expect.absent()));
        refused.close();
        value.close();
        fresh.close();
    }

    private void store(String which, SecretCache cache) throws Exception {
        Observer observer = new Observer() {
            @Override
            public void count(String metric, Map<String, String> labels, long by) {
                say(metric, labels, by);
            }
        };
        for (int start = 0; start < 2; start++) {
            SecretStore store = SecretStore.builder(setec)
                    .declare(name(which))
                    .cache(cache, CacheMode.CACHED)
                    .observer(observer, NameLabel.HASHED)
                    .open(Duration.ofSeconds(30));
            KEPT.add(store);
            Secret secret = store.secret(name(which));
            store.refresh();
            int length = secret.use(bytes -> bytes.length);
            say(store, store.report(), secret, secret.state(), secret.current(), length, cache);
            if (which.equals("store")) {
                rotating(store);
            }
            store.close();
        }
    }

    private void rotating(SecretStore ignored) throws Exception {
        SecretStore store = SecretStore.builder(setec).declare(name("rotating")).open(Duration.ofSeconds(30));
        KEPT.add(store);
        try (Rotating<Integer> rotating = Rotating.ofBytes(store.secret(name("rotating")), bytes -> bytes.length)
                .start()) {
            rotating.use(length -> length + 1);
            say(rotating, rotating.state());
        }
        fails(() -> Rotating.ofBytes(store.secret(name("rotating")), bytes -> {
                    throw new IllegalStateException("not built");
                })
                .start());
        store.close();
    }

    /** A value for which every buffer on its way has to grow. */
    private void large(SealedFile sealed) {
        SecretName name = name("large");
        for (SecretCache cache : List.of(MemoryCache.empty(), sealed)) {
            SecretStore store = SecretStore.builder(setec)
                    .declare(name)
                    .cache(cache, CacheMode.CACHED)
                    .open(Duration.ofSeconds(30));
            KEPT.add(store);
            store.refresh();
            store.close();
            SecretStore.builder(setec)
                    .declare(name)
                    .cache(cache, CacheMode.CACHED)
                    .open(Duration.ofSeconds(30))
                    .close();
        }
        try (var value = setec.get(name)) {
            setec.put(name("large-again"), value.value());
            say(SecretWriter.of(setec).diff("leak/large", "leak/large-again"));
            say(SecretWriter.of(setec).copy("leak/large-again", "leak/large-copy"));
        }
    }

    /** Names that nobody declared, explicit versions, and those who listen. */
    private void explicit() throws Exception {
        SecretStore store = SecretStore.builder(SourceViews.readOnly(setec))
                .allowLookups()
                .cache(MemoryCache.empty(), CacheMode.CACHED)
                .open(Duration.ofSeconds(30));
        KEPT.add(store);
        say(store.lookup(name("looked-up")), store.version(name("version"), SecretVersion.of(1)));
        fails(() -> store.lookup(name("none")));
        CountDownLatch heard = new CountDownLatch(1);
        Secret changed = store.lookup(name("changed"));
        changed.onChange(value -> {
            say(value);
            heard.countDown();
        });
        try (var value = setec.get(name("changed"))) {
            setec.createVersion(name("created"), SecretVersion.of(9), value.value());
            setec.createVersion(name("changed"), SecretVersion.of(2), value.value());
        }
        changed.refresh();
        heard.await();
        say(store.report(), store.health());
        store.close();
    }

    private void keys() {
        try (Keyring keyring = Keyring.builder(setec, name("keyring")).open()) {
            say(keyring, keyring.state(), keyring.active(), keyring.find(SecretVersion.of(1)));
        }
        Keyring keyring = Keyring.builder(setec, name("mac")).onlyWhenAsked().open();
        KEPT.add(keyring);
        SigningKeys keys = SigningKeys.of(keyring, SigningAlgorithm.HMAC_SHA256);
        say(keys, keys.sign(new byte[] {1}));
        SecretStore store =
                SecretStore.builder(setec).declare(name("certificate")).open(Duration.ofSeconds(30));
        KEPT.add(store);
        fails(() -> SigningKeys.of(
                Keyring.builder(setec, name("signer")).onlyWhenAsked().open(), SigningAlgorithm.ED25519));
        fails(() -> RotatingTls.pem(store.secret(name("certificate"))).start());
        fails(() -> RotatingTls.pkcs12(store.secret(name("certificate")), () -> new char[] {'x'})
                .start());
    }

    /** The service at the other end refuses whatever it is sent. */
    private void http() {
        SecretStore store = SecretStore.builder(setec)
                .declare(name("bearer"), name("basic"))
                .open(Duration.ofSeconds(30));
        KEPT.add(store);
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(refused).build();
        for (AuthorizedHttp http : List.of(
                AuthorizedHttp.bearer(client, store.secret(name("bearer")), refused),
                AuthorizedHttp.basic(client, "me", store.secret(name("basic")), refused))) {
            KEPT.add(http);
            say(http);
            fails(() -> {
                say(http.send(request, HttpResponse.BodyHandlers.discarding()));
                throw new IOException("refused");
            });
        }
    }

    private void sources() throws Exception {
        Files.createDirectories(folder.resolve("mounted"));
        try (DirectorySource source = DirectorySource.at(folder.resolve("mounted"));
                var value = source.get(name("directory"))) {
            say(source, value);
        }
        try (FileSource source = FileSource.read(folder.resolve("secrets.json"));
                var value = source.get(name("file"));
                var text = source.get(name("file-text"))) {
            say(source, value, text);
        }
        try (SourceChain chain = SourceChain.of(
                        EnvironmentSource.withPrefix("NOT_"),
                        SourceViews.prefixed("leak/", SetecClient.create(server)));
                var value = chain.get(SecretName.of("chain"))) {
            say(chain, value);
        }
        fails(() -> FileSource.read(folder.resolve("damaged.json")));
        try (EnvironmentSource source = EnvironmentSource.withPrefix("LEAK_");
                var value = source.get(name("environment"))) {
            say(source, value);
        }
    }

    private void bind() {
        SecretStore store = SecretStore.builder(setec)
                .declare(
                        name("bytes"),
                        name("array"),
                        name("handle"),
                        name("text"),
                        name("bound-text"),
                        name("bound-json"),
                        name("misfit"))
                .open(Duration.ofSeconds(30));
        KEPT.add(store);
        Bound bound = SecretBinder.bind(Bound.class, "leak", store);
        KEPT.add(bound);
        say(bound.bytes(), bound.handle());
        KEPT.add(store.secret(name("text")).text());
        KEPT.add(SecretBinder.bind(BoundText.class, "leak", store));
        fails(() -> SecretBinder.bind(Misfit.class, "leak", store));
    }

    /** What the scan has to find, or it finds nothing. */
    private void controls() {
        KEPT.add(text("control"));
        KEPT.add(text("control-chars").toCharArray());
        KEPT.add(Base64.getEncoder()
                .encodeToString(setec.get(name("control-base64")).value().copy()));
        if (text("control-garbage").isEmpty()) {
            throw new IllegalStateException("an empty value");
        }
        KEPT.add("in the midst: " + text("control-hidden") + '\u20ac');
    }

    private String text(String which) {
        return new String(setec.get(name(which)).value().copy(), UTF_8);
    }

    private static SecretName name(String which) {
        return SecretName.of("leak/" + which);
    }

    private static void say(Object... all) {
        for (Object each : all) {
            System.out.println(each);
        }
    }

    private static void fails(Callable<?> call) {
        try {
            throw new IllegalStateException(
                    "that worked: " + Objects.requireNonNull(call.call()).getClass());
        } catch (IllegalStateException e) {
            if (String.valueOf(e.getMessage()).startsWith("that worked")) {
                throw e;
            }
            e.printStackTrace(System.out);
        } catch (Exception e) {
            e.printStackTrace(System.out);
            if (e instanceof run.leger.core.LegerException leger) {
                say(leger.remedy());
            }
        }
    }

    /** Returns the command that runs this in a JVM of its own; the values of {@code write}, {@code rotate} and {@code refused} go to its stdin. */
    static List<String> command(Path folder, URI server, URI refusing, Path dump) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                // A collector that never collects: whatever was ever made is still there.
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+UseEpsilonGC",
                "-Xmx1g",
                "-Dslf4j.provider=" + PrintingLog.class.getName(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                LeakScenario.class.getName(),
                server.toString(),
                refusing.toString(),
                folder.toString(),
                dump.toString());
    }
}
