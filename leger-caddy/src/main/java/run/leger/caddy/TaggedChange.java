package run.leger.caddy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import run.leger.core.AccessDeniedException;
import run.leger.core.ConnectionLostException;
import run.leger.core.Json;
import run.leger.core.NotFoundException;
import run.leger.core.PreconditionFailedException;
import run.leger.core.TransportRequest;
import run.leger.core.internal.JsonParts;

/**
 * A change that is told to Caddy with the tag of what runs. So a deletion, which has no body to be asked for, can be told again after a connection that
 * broke; and what an id names cannot become another object between Caddy's looking it up and its changing it.
 */
final class TaggedChange {
    private final AdminCalls calls;
    private final AdminBudget budget;
    private final TransportRequest request;
    private final ConfigPath path;

    TaggedChange(AdminCalls calls, TransportRequest request, ConfigPath path) {
        this.calls = calls;
        this.budget = calls.budget(AdminCalls.LOAD);
        this.request = request;
        this.path = path;
    }

    /** Makes it whatever runs by then. */
    void make() {
        budget.trying(PreconditionFailedException.class::isInstance, () -> {
            Optional<String> tag = tagOfAll();
            if (tag.isPresent()) {
                make(tag.get());
            } else {
                calls.send(request, budget);
            }
            return true;
        });
    }

    /** Makes it only while what the tag is of still runs. */
    void make(String tag) {
        TransportRequest tagged = request.with("If-Match", tag);
        if (request.body() != null) {
            calls.send(tagged, budget);
            return;
        }
        ConnectionLostException[] lost = new ConnectionLostException[1];
        budget.trying(e -> e.equals(lost[0]), () -> {
            try {
                return calls.send(tagged, budget);
            } catch (ConnectionLostException e) {
                lost[0] = e;
                throw e;
            } catch (NotFoundException | PreconditionFailedException e) {
                if (lost[0] == null) {
                    throw e;
                }
                // Either it was made, or others were first. In a list, what is at its index now says nothing of that.
                if (path.endsWithIndex() || isThere()) {
                    throw path.endsWithIndex() ? gaveUp(lost[0]) : e;
                }
                return new byte[0];
            }
        });
    }

    private static ConnectionLostException gaveUp(ConnectionLostException lost) {
        return new ConnectionLostException(
                String.valueOf(lost.getMessage()),
                "look whether it was made: others changed the configuration too",
                lost);
    }

    private boolean isThere() {
        try {
            return calls.read(
                    TransportRequest.get(path.target()),
                    budget,
                    response -> !JsonParts.isNull(Json.parse(new String(response.readAll(), StandardCharsets.UTF_8))));
        } catch (NotFoundException | InvalidConfigPathException e) {
            return false;
        }
    }

    /** Empty for who may change what the path names, and not read everything. */
    private Optional<String> tagOfAll() {
        try {
            return calls.read(
                    TransportRequest.get(ConfigPath.root().target()),
                    budget,
                    response -> response.headers().first("Etag"));
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }
}
