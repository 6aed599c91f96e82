package run.leger.setec.rotate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Gives the lease back when the connection is closed, whatever way: also that which leads over one of its statements, or a result of those. */
final class BorrowedConnection implements InvocationHandler {
    private final Object below;
    private final @Nullable Lease<?> lease;
    private @Nullable Connection connection;

    private BorrowedConnection(Object below, @Nullable Lease<?> lease, @Nullable Connection connection) {
        this.below = below;
        this.lease = lease;
        this.connection = connection;
    }

    static Connection of(Connection below, Lease<?> lease) {
        BorrowedConnection handler = new BorrowedConnection(below, lease, null);
        Connection connection = proxy(Connection.class, handler);
        handler.connection = connection;
        return connection;
    }

    private static <T> T proxy(Class<T> type, BorrowedConnection handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // equals of a proxy is identity, as that of what is below
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "equals" -> {
                return arguments != null && self == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(self);
            }
            case "getConnection" -> {
                return connection;
            }
            default -> {
                return wrapped(call(method, arguments), method);
            }
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(below, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        } finally {
            if (lease != null
                    && (method.getName().equals("close") || method.getName().equals("abort"))) {
                lease.close();
            }
        }
    }

    /** What the JDK's interfaces say that a method gives, so that {@code unwrap} gives what it is asked for. */
    private @Nullable Object wrapped(@Nullable Object result, Method method) {
        Class<?> type = method.getReturnType();
        boolean leads = type == Statement.class
                || type == PreparedStatement.class
                || type == CallableStatement.class
                || type == ResultSet.class
                || type == DatabaseMetaData.class;
        return result != null && leads ? proxy(type, new BorrowedConnection(result, null, connection)) : result;
    }
}
