using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Firsthand.Platform.Http;

/// <summary>The one place where outcomes become HTTP.</summary>
internal static class OutcomeResults
{
    extension<T>(Outcome<T> outcome)
    {
        public Results<Ok<T>, ProblemHttpResult, ValidationProblem> ToHttp() => outcome switch
        {
            Outcome<T>.Done done => TypedResults.Ok(done.Value),
            Outcome<T>.Missing => TypedResults.Problem(outcome.Problem, statusCode: StatusCodes.Status404NotFound),
            Outcome<T>.Refused no => TypedResults.ValidationProblem([new(no.Field, [no.Reason])]),
            _ => throw new UnreachableException(),
        };
    }
}
