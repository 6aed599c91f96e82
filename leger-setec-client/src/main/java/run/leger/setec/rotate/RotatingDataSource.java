package run.leger.setec.rotate;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/**
 * A data source whose pool, or whatever gives its connections, is built from a secret and follows its rotation. A connection holds the pool that it is
 * from until it is closed: the old pool is closed when its last connection was.
 *
 * <pre>{@code
 * Rotating<HikariDataSource> pools = Rotating.of(secret, value -> {
 *     HikariConfig config = new HikariConfig();
 *     config.setPassword(value.value().use(bytes -> new String(bytes, UTF_8)));   // JDBC takes no other form, and that cannot be wiped
 *     return new HikariDataSource(config);
 * }).checking(pool -> { pool.getConnection().close(); return true; }).start();
 * DataSource db = RotatingDataSource.of(pools);
 * }</pre>
 *
 * <p>Where the login is refused, the secret is fetched and the pool built anew, once for all who are refused, and the connection asked for once more: see
 * {@link Rotating#callRetryingRefused}.
 *
 * <p>Needs the module {@code java.sql}. Safe for use by many threads.
 */
public final class RotatingDataSource implements DataSource, AutoCloseable {
    private final Rotating<? extends DataSource> rotating;

    private RotatingDataSource(Rotating<? extends DataSource> rotating) {
        this.rotating = rotating;
    }

    /**
     * Returns a data source over one that rotates.
     *
     * @param rotating gives the connections; closed with this
     * @return the data source
     */
    public static RotatingDataSource of(Rotating<? extends DataSource> rotating) {
        return new RotatingDataSource(Objects.requireNonNull(rotating, "rotating"));
    }

    /**
     * Tells whether an error means that the database refused user or password: an SQLState of class 28, MySQL's 1045, Oracle's 1017 and SQL Server's
     * 18456, in the error itself, in those after it, or in its causes.
     *
     * @param error the error
     * @return whether a login was refused
     */
    public static boolean isRefusedLogin(Throwable error) {
        Throwable at = error;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (at instanceof SQLException first) {
                int chained = 0;
                for (SQLException e = first; e != null && chained < 16; e = e.getNextException()) {
                    if (isRefusal(e)) {
                        return true;
                    }
                    chained++;
                }
            }
            at = at.getCause();
        }
        return false;
    }

    private static boolean isRefusal(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("28")
                || switch (e.getErrorCode()) {
                    case 1045 -> state.isEmpty() || state.equals("HY000");
                    case 1017 -> state.equals("72000");
                    case 18456 -> state.equals("S0001");
                    default -> false;
                };
    }

    /**
     * Returns a connection of the pool of the moment. Blocks as that does; where the login is refused, until there is another pool too.
     *
     * @return the connection; it has to be closed, like every other. Its statements, results and meta data lead back to it; {@code unwrap} gives what is below
     * @throws SQLException if there is none, with what kept the secret from being renewed suppressed in it
     */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            return connection(rotating);
        } catch (LegerException e) {
            throw new SQLException(e.getMessage(), "08001", e);
        }
    }

    private static <D extends DataSource> Connection connection(Rotating<D> rotating) throws SQLException {
        return rotating.<Connection, SQLException>leaseRetryingRefused(
                lease -> {
                    Connection below = lease.value().getConnection();
                    return BorrowedConnection.of(below, lease.again());
                },
                RotatingDataSource::isRefusedLogin);
    }

    /**
     * Not supported: who may log in is in the secret.
     *
     * @param username ignored
     * @param password ignored
     * @return never
     * @throws SQLFeatureNotSupportedException always
     */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("user and password come from a secret");
    }

    /**
     * Returns how this fares. Never blocks.
     *
     * @return the state of the moment
     */
    public RotatingState state() {
        return rotating.state();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /**
     * Not supported: it would have to be set on each pool, where that is built.
     *
     * @param out ignored
     * @throws SQLFeatureNotSupportedException always
     */
    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("set it where the pool is built");
    }

    /**
     * Not supported, as {@link #setLogWriter}.
     *
     * @param seconds ignored
     * @throws SQLFeatureNotSupportedException always
     */
    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("set it where the pool is built");
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        try (Lease<? extends DataSource> lease = rotating.borrow()) {
            return lease.value().getLoginTimeout();
        }
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("the pools below have loggers of their own");
    }

    /**
     * Returns this. The pool of the moment is not given away, since nobody could tell when it is not used any more.
     *
     * @param type what is wanted
     * @param <T> what is wanted
     * @return this
     * @throws SQLException if this is none
     */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a wrapper for " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Closes the rotating data source, which waits for connections: see {@link Rotating#close}. */
    @Override
    public void close() {
        rotating.close();
    }

    @Override
    public String toString() {
        return "RotatingDataSource(" + rotating + ")";
    }
}
