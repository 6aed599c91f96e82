package run.leger.caddy;

import run.leger.core.Json;
import run.leger.core.internal.JsonIn;

/**
 * How a server behind a reverse proxy fares. Caddy forgets these numbers when the last configuration that names the server goes.
 *
 * @param address host and port, as the configuration has them
 * @param requests how many requests it is answering now
 * @param fails how many failures are held against it at the time of the answer
 * @param raw the object as it was received
 */
public record UpstreamStatus(String address, int requests, int fails, Json raw) {
    static UpstreamStatus read(JsonIn in) {
        int mark = in.mark();
        String address = "";
        int requests = 0;
        int fails = 0;
        in.beginObject();
        for (String name = in.field(); name != null; name = in.field()) {
            switch (name) {
                case "address" -> address = in.text();
                case "num_requests" -> requests = in.int32();
                case "fails" -> fails = in.int32();
                default -> in.skip();
            }
        }
        return new UpstreamStatus(address, requests, fails, in.rawSince(mark));
    }
}
