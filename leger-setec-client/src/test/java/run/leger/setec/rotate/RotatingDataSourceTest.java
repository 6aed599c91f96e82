package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.setec.SecretValue;

/** A real database whose password is changed, and the pools that follow. */
@Timeout(120)
final class RotatingDataSourceTest {
    static {
        // Otherwise it makes all who log in wait, longer after each wrong password.
        System.setProperty("h2.delayWrongPasswordMin", "0");
        System.setProperty("h2.delayWrongPasswordMax", "0");
    }

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final TestSecret secret = new TestSecret("one");
    private final List<JdbcConnectionPool> pools = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private Connection admin;

    @BeforeEach
    void open() throws SQLException {
        admin = DriverManager.getConnection(url, "admin", "admin");
        run("create user app password 'one'");
    }

    @AfterEach
    void shutdown() throws SQLException {
        run("shutdown");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private JdbcConnectionPool pool(SecretValue value) {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create(url, "app", value.value().use(bytes -> new String(bytes, UTF_8)));
        pool.setMaxConnections(8);
        pools.add(pool);
        return pool;
    }

    private RotatingDataSource start() {
        return RotatingDataSource.of(Rotating.of(secret, this::pool)
                .checking(pool -> {
                    // The first pool has no connection yet, so that the next one has to log in.
                    if (pools.size() > 1) {
                        pool.getConnection().close();
                    }
                    return true;
                })
                .closing(pool -> {
                    assertThat(pool.getActiveConnections()).isZero();
                    pool.dispose();
                    closed.incrementAndGet();
                })
                .closeWait(Duration.ofSeconds(5))
                .start());
    }

    private static int ask(DataSource data) throws SQLException {
        try (Connection connection = data.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 7")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void awaitRetired(RotatingDataSource data) {
        while (data.state().retiring() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_connection_of_the_old_pool_is_good_until_it_is_closed_and_then_the_pool_is() throws SQLException {
        try (RotatingDataSource data = start()) {
            Connection old = data.getConnection();
            run("alter user app set password 'two'");
            secret.rotate(2, "two");
            while (data.state().version().orElseThrow().number() != 2) {
                Thread.onSpinWait();
            }
            assertThat(ask(data)).isEqualTo(7);
            assertThat(closed).hasValue(0);
            old.createStatement().executeQuery("select 1");
            assertThat(old.createStatement().getConnection()).isSameAs(old);
            assertThat(old.getMetaData().getConnection()).isSameAs(old);
            assertThat(old.equals(old)).isTrue();
            assertThat(old.prepareStatement("select 1").getConnection()).isSameAs(old);
            old.prepareStatement("select 1").getConnection().close();
            old.close();
            awaitRetired(data);
            assertThat(closed).hasValue(1);
        }
        assertThat(closed).hasValue(2);
    }

    @Test
    void whatever_leads_from_a_connection_leads_back_to_it_so_that_closing_gives_the_pool_back() throws SQLException {
        try (RotatingDataSource data = start()) {
            Connection connection = data.getConnection();
            assertThat(connection
                            .createStatement()
                            .executeQuery("select 1")
                            .getStatement()
                            .getConnection())
                    .isSameAs(connection);
            connection
                    .prepareStatement("select 1")
                    .executeQuery()
                    .getStatement()
                    .getConnection()
                    .close();
            run("alter user app set password 'two'");
            secret.rotate(2, "two");
            while (data.state().version().orElseThrow().number() != 2) {
                Thread.onSpinWait();
            }
            awaitRetired(data);
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void a_refused_login_is_answered_by_one_refresh_and_one_retry() throws Exception {
        try (RotatingDataSource data = start()) {
            run("alter user app set password 'two'");
            secret.serve(2, "two");
            ExecutorService threads = Executors.newFixedThreadPool(64);
            List<Callable<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                callers.add(() -> ask(data));
            }
            for (Future<Integer> answer : threads.invokeAll(callers)) {
                assertThat(answer.get()).isEqualTo(7);
            }
            threads.shutdownNow();
            assertThat(secret.refreshes).hasValue(1);
            assertThat(pools).hasSize(2);
        }
    }

    @Test
    void a_login_that_stays_refused_is_the_callers_and_without_the_password() throws SQLException {
        try (RotatingDataSource data = start()) {
            run("alter user app set password 'two'");
            secret.serve(2, "wrong-planted");
            assertThatThrownBy(data::getConnection)
                    .isInstanceOf(SQLException.class)
                    .satisfies(e ->
                            assertThat(RotatingDataSource.isRefusedLogin(e)).isTrue())
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).isInstanceOf(RotationFailedException.class));
            assertThat(data.toString() + data.state()).doesNotContain("planted");
            assertThat(data.state().version().orElseThrow().number()).isOne();
        }
    }

    @Test
    void it_is_a_data_source_of_its_own() throws SQLException {
        RotatingDataSource data = start();
        assertThat(data.unwrap(DataSource.class)).isSameAs(data);
        assertThat(data.isWrapperFor(JdbcConnectionPool.class)).isFalse();
        assertThatThrownBy(() -> data.unwrap(JdbcConnectionPool.class)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> data.getConnection("a", "b")).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(() -> data.setLoginTimeout(1)).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThat(data.getLoginTimeout()).isPositive();
        data.close();
        assertThatThrownBy(data::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
    }

    @Test
    void refusals_are_told_from_other_errors() {
        assertThat(RotatingDataSource.isRefusedLogin(new SQLException("", "28P01", 0)))
                .isTrue();
        assertThat(RotatingDataSource.isRefusedLogin(new SQLException("", "72000", 1017)))
                .isTrue();
        assertThat(RotatingDataSource.isRefusedLogin(new SQLException("", "S0001", 18456)))
                .isTrue();
        assertThat(RotatingDataSource.isRefusedLogin(new SQLException("", "", 1045)))
                .isTrue();
        SQLException pool = new SQLException("no connection in time", "08001", new SQLException("", "28000", 0));
        assertThat(RotatingDataSource.isRefusedLogin(new IllegalStateException(pool)))
                .isTrue();
        SQLException first = new SQLException("", "08001", 0);
        first.setNextException(new SQLException("", "28000", 0));
        assertThat(RotatingDataSource.isRefusedLogin(first)).isTrue();
        assertThat(RotatingDataSource.isRefusedLogin(new SQLException("", "42000", 1017)))
                .isFalse();
        assertThat(RotatingDataSource.isRefusedLogin(new SQLException("x"))).isFalse();
        assertThat(RotatingDataSource.isRefusedLogin(new IllegalStateException()))
                .isFalse();
    }
}
