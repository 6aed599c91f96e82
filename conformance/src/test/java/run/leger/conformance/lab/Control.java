package run.leger.conformance.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A further control server, for tailnets that are not as the laboratory's is: one user for all nodes, thousands of peers. */
public final class Control implements AutoCloseable {
    private final TempDir dir;
    private final Program program;
    private final URI url;

    private Control(List<String> flags) {
        dir = new TempDir("control");
        List<String> command = new ArrayList<>(
                List.of(Lab.program("labcontrol").toString(), "-domain", Lab.domain(), "-addr", "127.0.0.1:0"));
        command.addAll(flags);
        program = Program.start(dir.path().resolve("log"), Map.of(), command);
        url = URI.create("http://"
                + program.waitForLine(Lab.PATIENCE, line -> line.startsWith("ready "))
                        .substring("ready ".length()));
    }

    /** Starts one with flags such as {@code -same-user} and {@code -fake-nodes 1000}; {@code labcontrol -help} lists them. */
    public static Control start(String... flags) {
        return new Control(List.of(flags));
    }

    /** Returns the address for {@code --login-server}. */
    public URI url() {
        return url;
    }

    /** Logs a node in, as the person would who opens the address that the node shows; needs {@code -require-auth}. */
    public void logIn(URI shown) {
        post("/lab/login?url=" + URLEncoder.encode(shown.toString(), StandardCharsets.UTF_8), "");
    }

    /** Gives every node that has joined further node capabilities, each with a list of values: a JSON object. */
    public void grant(String capabilities) {
        post("/lab/grant", capabilities);
    }

    private void post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Lab.PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("the control server refuses " + path + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        program.close();
        dir.close();
    }
}
