package run.leger.setec.bind;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says from which secret a component of a record, or a field of a class, is filled by {@link SecretBinder}. Mirrors Go's struct tag {@code setec}.
 *
 * <p>Not called {@code SecretName}, which is the type of names that most of the same files import.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface FromSecret {
    /**
     * Returns the name of the secret, without the prefix that is given when binding.
     *
     * @return the name
     */
    String value();

    /**
     * Tells whether the value is JSON, to be read as the member's type by {@link run.leger.core.Json#as}.
     *
     * @return whether it is
     */
    boolean json() default false;

    /**
     * Tells whether white space around a {@code String} is taken off, such as the line end of a file that was stored. Numbers and the like are
     * always stripped; bytes never are.
     *
     * @return whether it is
     */
    boolean strip() default false;
}
