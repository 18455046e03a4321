package dev.jstack.runtime.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes which case of a sealed interface a value is, as {@code "is": "Bind"}. */
final class SealedTypes extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass type, JavaType base) {
    if (!type.getRawType().isInterface() || !type.getRawType().isSealed()) {
      return super.findTypeResolver(config, type, base);
    }
    return new StdTypeResolverBuilder()
        .init(JsonTypeInfo.Id.NAME, null)
        .inclusion(JsonTypeInfo.As.PROPERTY)
        .typeProperty("is");
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    var type = annotated.getRawType();
    if (!type.isInterface() || !type.isSealed()) {
      return super.findSubtypes(annotated);
    }
    var cases = new ArrayList<NamedType>();
    for (var permitted : type.getPermittedSubclasses()) {
      cases.add(new NamedType(permitted, permitted.getSimpleName()));
    }
    return cases;
  }
}
