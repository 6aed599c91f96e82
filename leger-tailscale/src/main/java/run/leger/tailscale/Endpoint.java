package run.leger.tailscale;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The endpoint of the LocalAPI that a method calls. The coverage page is made from these. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Endpoint.All.class)
public @interface Endpoint {
    /**
     * Returns the HTTP method.
     *
     * @return the method, upper case
     */
    String method() default "GET";

    /**
     * Returns the path.
     *
     * @return what comes after {@code /localapi/v0/}, with parts that vary in braces
     */
    String path();

    /**
     * Returns what the caller must be allowed to.
     *
     * @return the right that the daemon checks
     */
    Right right();

    /**
     * Returns what upstream promises.
     *
     * @return the promise
     */
    Stability stability();

    /**
     * Returns the first version of the daemon that has it.
     *
     * @return such as {@code 1.98}, or empty where all versions since 1.92 have it
     */
    String since() default "";

    /**
     * Returns the last version of the daemon that has it.
     *
     * @return such as {@code 1.94}, or empty where it is still there
     */
    String until() default "";

    /** The endpoints of a method that calls several. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        /**
         * Returns the endpoints.
         *
         * @return one or more
         */
        Endpoint[] value();
    }
}
