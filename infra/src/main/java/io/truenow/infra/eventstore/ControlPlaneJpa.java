package io.truenow.infra.eventstore;

import io.truenow.infra.readmodel.SchemaReadModel;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.MutablePersistenceUnitInfo;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * Tables and entities of the control plane: Flyway makes the tables, Hibernate checks them and never changes them. Thread-safe.
 *
 * @param factory entities
 * @param transactions Axon's view of Spring's transactions
 * @param entities entity manager of the current transaction
 */
record ControlPlaneJpa(EntityManagerFactory factory, TransactionManager transactions, EntityManagerProvider entities)
        implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:db/migration/controlplane";

    /** Migrates the database and opens the entities. */
    static ControlPlaneJpa open(DataSource dataSource) {
        Flyway.configure().dataSource(dataSource).locations(MIGRATIONS).load().migrate();
        EntityManagerFactory factory = factory(dataSource);
        EntityManager shared = SharedEntityManagerCreator.createSharedEntityManager(factory);
        return new ControlPlaneJpa(
                factory, new SpringTransactionManager(new JpaTransactionManager(factory)), () -> shared);
    }

    private static EntityManagerFactory factory(DataSource dataSource) {
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setPersistenceUnitName("truenow-control-plane");
        bean.setDataSource(dataSource);
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setPackagesToScan("io.truenow.infra.eventstore.none");
        bean.setPersistenceUnitPostProcessors(ControlPlaneJpa::entities);
        bean.setJpaPropertyMap(Map.of(
                "hibernate.dialect", ByteaPostgresDialect.class.getName(),
                "hibernate.hbm2ddl.auto", "validate",
                "hibernate.physical_naming_strategy",
                        "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl",
                "hibernate.connection.provider_disables_autocommit", "true"));
        bean.afterPropertiesSet();
        EntityManagerFactory factory = bean.getObject();
        if (factory == null) {
            throw new IllegalStateException("Hibernate gave no entity manager factory.");
        }
        return factory;
    }

    private static void entities(MutablePersistenceUnitInfo unit) {
        unit.addManagedClassName("org.axonframework.eventsourcing.eventstore.jpa.DomainEventEntry");
        unit.addManagedClassName("org.axonframework.eventsourcing.eventstore.jpa.SnapshotEventEntry");
        unit.addManagedClassName("org.axonframework.eventhandling.tokenstore.jpa.TokenEntry");
        SchemaReadModel.entities().forEach(row -> unit.addManagedClassName(row.getName()));
        unit.addMappingFileName("META-INF/controlplane-orm.xml");
        unit.setExcludeUnlistedClasses(true);
    }

    @Override
    public void close() {
        factory.close();
    }
}
