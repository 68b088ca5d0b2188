using System.CommandLine;
using Firsthand;
using Firsthand.Commands;

var root = new RootCommand("Firsthand: learn from customers by talking to them. Every number opens the words that a customer said.")
{
    // A test host and the web server bring arguments of their own.
    TreatUnmatchedTokensAsErrors = false,
};
foreach (var command in Verbs.All) root.Subcommands.Add(command);
root.SetAction((_, ct) => ServeCommand.RunAsync(args, ct));
return await Verbs.RunAsync(root, args);

/// <summary>Where the program begins; public so that tests can host it.</summary>
public sealed partial class Program;
