package run.leger.setec.bind;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.setec.SecretName;

/**
 * A component or field, and how it is filled.
 *
 * @param optional whether it is an {@code Optional}
 */
record Member(String name, SecretName secret, boolean optional, Conversion conversion) {
    /** Describes a member, or notes what is wrong with it and returns null. */
    static @Nullable Member of(String name, Type declared, FromSecret annotation, String prefix, List<String> wrong) {
        Type type = declared;
        boolean optional = false;
        if (declared instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            optional = true;
            type = generic.getActualTypeArguments()[0];
        }
        SecretName secret = name(name, annotation, prefix, wrong);
        Optional<Conversion> conversion =
                type instanceof Class<?> raw ? Conversion.to(raw, annotation) : Optional.empty();
        if (conversion.isEmpty()) {
            wrong.add(name + ": no secret can be made a " + declared.getTypeName()
                    + (annotation.json()
                            ? "; JSON needs a class or record without type arguments"
                            : "; if it is JSON say so with json = true"));
            return null;
        }
        return secret == null ? null : new Member(name, secret, optional, conversion.get());
    }

    private static @Nullable SecretName name(String name, FromSecret annotation, String prefix, List<String> wrong) {
        try {
            if (annotation.value().isEmpty()) {
                throw new IllegalArgumentException("a secret's name cannot be empty");
            }
            boolean joined = prefix.isEmpty()
                    || prefix.endsWith("/")
                    || annotation.value().startsWith("/");
            return SecretName.of(prefix + (joined ? "" : "/") + annotation.value());
        } catch (IllegalArgumentException e) {
            wrong.add(name + ": " + e.getMessage());
            return null;
        }
    }
}
