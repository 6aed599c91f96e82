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

    /** Gives every node that has joined further node capabilities, each with a list of values: a JSON object. */
    public void grant(String capabilities) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/lab/grant"))
                .timeout(Lab.PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(capabilities))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("the control server does not grant: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Logs a node in, as the person would who opens the address that the node shows; needs {@code -require-auth}. */
    public void logIn(URI shown) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        url.resolve("/lab/login?url=" + URLEncoder.encode(shown.toString(), StandardCharsets.UTF_8)))
                .timeout(Lab.PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("the control server did not log " + shown + " in: " + answer.body());
        }
    }

    @Override
    public void close() {
        program.close();
        dir.close();
    }
}
