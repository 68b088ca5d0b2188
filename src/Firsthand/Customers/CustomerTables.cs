using Firsthand.Platform.Identity;
using Firsthand.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Firsthand.Customers;

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.Property(person => person.Name).HasMaxLength(400);
        builder.HasIndex(person => new { person.WorkspaceId, person.Name });
        builder.HasOne<Workspace>().WithMany().HasForeignKey(person => person.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Account>().WithMany().HasForeignKey(person => person.AccountId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.HasIndex(account => new { account.WorkspaceId, account.Name });
        builder.HasOne<Workspace>().WithMany().HasForeignKey(account => account.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class CustomerSets
{
    extension(FirsthandDb db)
    {
        public DbSet<Person> People => db.Set<Person>();
        public DbSet<Account> Accounts => db.Set<Account>();
    }
}
