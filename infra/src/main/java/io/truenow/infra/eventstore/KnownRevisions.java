package io.truenow.infra.eventstore;

import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * A serializer that refuses what a newer build has written. JSON of a later revision may well fit today's class, and would then be
 * read as if what it adds were not there. Thread-safe if the serializer behind it is.
 */
final class KnownRevisions implements Serializer {

    private final Serializer serializer;

    KnownRevisions(Serializer serializer) {
        this.serializer = serializer;
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> expectedRepresentation) {
        return serializer.serialize(object, expectedRepresentation);
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> expectedRepresentation) {
        return serializer.canSerializeTo(expectedRepresentation);
    }

    /** @throws SerializationException if the revision is later than this build's */
    @Override
    public <S, T> T deserialize(SerializedObject<S> stored) {
        SerializedType type = stored.getType();
        if (type.getRevision() != null) {
            require(type);
        }
        return serializer.deserialize(stored);
    }

    private void require(SerializedType type) {
        Class<?> known = serializer.classForType(type);
        if (known == null || known.equals(UnknownSerializedType.class)) {
            return;
        }
        String today = serializer.typeForClass(known).getRevision();
        if (today != null && Integer.parseInt(type.getRevision()) > Integer.parseInt(today)) {
            throw new SerializationException("The stored [" + type.getName() + "] has revision [" + type.getRevision()
                    + "]; this build reads up to [" + today + "].");
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class classForType(SerializedType type) {
        return serializer.classForType(type);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        return serializer.typeForClass(type);
    }

    @Override
    public Converter getConverter() {
        return serializer.getConverter();
    }
}
