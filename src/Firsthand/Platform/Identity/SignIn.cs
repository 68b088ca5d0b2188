using Microsoft.AspNetCore.Identity;

namespace Firsthand.Platform.Identity;

/// <summary>Opens the door to somebody who knows the password, and shuts it for a while to somebody who guesses.</summary>
internal sealed class SignIn(SignInManager<Member> door)
{
    public async Task<Outcome<bool>> RunAsync(string email, string password)
    {
        var answer = await door.PasswordSignInAsync(email.Trim(), password, isPersistent: true, lockoutOnFailure: true);
        if (answer.Succeeded) return true;
        return new Outcome<bool>.Refused("Email", answer.IsLockedOut
            ? "Too many tries. The door opens again in ten minutes."
            : "That e-mail and password do not belong together.");
    }

    public Task RunAsync(Member member) => door.SignInAsync(member, isPersistent: true);

    public Task OutAsync() => door.SignOutAsync();
}
