package run.leger.testkit;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Setec server in memory, on loopback, with the real server's rules, order of checks, answers and defects. Each identity has a port of
 * its own: the address that a client connects to decides who it is, as its tailnet address does with the real one.
 *
 * <pre>{@code
 * try (var fake = FakeSetec.start(); var setec = SetecClient.create(fake.address())) {
 *     fake.put("prod/db", "hunter2".getBytes(UTF_8));
 *     ...
 * }
 * }</pre>
 */
public final class FakeSetec implements AutoCloseable {
    private static final String ADMIN = "admin";

    private final SetecHandlers handlers;
    private final Map<String, FakeServer> servers = new LinkedHashMap<>();

    private FakeSetec(Map<String, SetecIdentity> identities) {
        handlers = new SetecHandlers(identities);
        for (String identity : identities.keySet()) {
            servers.put(identity, FakeServer.onLoopback(request -> handlers.answer(identity, request)));
        }
    }

    /**
     * Starts a server with one identity, {@code admin}, that may do everything.
     *
     * @return the running server
     */
    public static FakeSetec start() {
        return builder().start();
    }

    /**
     * Starts to describe a server. It has the identity {@code admin} with all rights already.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the address at which callers are {@code admin}.
     *
     * @return {@code http://127.0.0.1:port}
     */
    public URI address() {
        return address(ADMIN);
    }

    /**
     * Returns the address at which callers are this identity.
     *
     * @param identity its name
     * @return {@code http://127.0.0.1:port}
     * @throws IllegalArgumentException if there is no such identity
     */
    public URI address(String identity) {
        return server(identity).address();
    }

    /**
     * Returns the server behind an identity's address, to see its requests or to make it fail.
     *
     * @param identity its name
     * @return the server
     * @throws IllegalArgumentException if there is no such identity
     */
    public FakeServer server(String identity) {
        FakeServer server = servers.get(identity);
        if (server == null) {
            throw new IllegalArgumentException("no identity " + identity + "; there are " + servers.keySet());
        }
        return server;
    }

    /**
     * Stores a value, past rules and audit log.
     *
     * @param name which secret
     * @param value its bytes, which are copied
     * @return the version; as on the real server only the first one is active at once
     */
    public long put(String name, byte[] value) {
        return handlers.put(name, value);
    }

    /**
     * Stores a value and makes it the active one, past rules and audit log.
     *
     * @param name which secret
     * @param value its bytes, which are copied
     * @return the version
     */
    public long rotate(String name, byte[] value) {
        return handlers.rotate(name, value);
    }

    /**
     * Returns the audit log.
     *
     * @return the entries so far, oldest first
     */
    public List<SetecAudit> audit() {
        return handlers.audit();
    }

    /** Stops listening and forgets everything. */
    @Override
    public void close() {
        servers.values().forEach(FakeServer::close);
    }

    /** Who may call a {@link FakeSetec}, and what they may do. */
    public static final class Builder {
        private final Map<String, SetecIdentity> identities = new LinkedHashMap<>();

        private Builder() {
            identity(ADMIN, SetecRule.all());
        }

        /**
         * Adds an identity, or replaces the one of this name.
         *
         * @param name its name in this fake
         * @param rules what it may do; nothing where there are none
         * @return this builder
         */
        public Builder identity(String name, SetecRule... rules) {
            identities.put(name, new SetecIdentity(true, List.of(rules)));
            return this;
        }

        /**
         * Adds a caller that the server cannot identify: from outside the tailnet, or with a grant of the wrong shape.
         *
         * @param name its name in this fake
         * @return this builder
         */
        public Builder unidentified(String name) {
            identities.put(name, new SetecIdentity(false, List.of()));
            return this;
        }

        /**
         * Starts the server.
         *
         * @return the running server
         */
        public FakeSetec start() {
            return new FakeSetec(identities);
        }
    }
}
