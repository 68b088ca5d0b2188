using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Firsthand.EndToEnd;

internal static partial class Arriving
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Between = TimeSpan.FromMilliseconds(20);

    extension(IPage page)
    {
        /// <summary>Waits until an address is open and all of it is there. Playwright's own wait looks at the address and only then begins to listen: what arrives between the two it never sees.</summary>
        /// <param name="glob">"*" stands for what has no stroke, "**" for anything.</param>
        public Task ArriveAsync(string glob) => page.ArriveAsync(new Regex("^" + Stars().Replace(Regex.Escape(glob), stars => stars.Length > 2 ? ".*" : "[^/]*") + "$").IsMatch);

        /// <summary>The same of an address that is told by something else.</summary>
        public async Task ArriveAsync(Func<string, bool> isIt)
        {
            var waited = Stopwatch.StartNew();
            while (!isIt(page.Url) || !await page.IsThereAsync())
            {
                if (waited.Elapsed > Patience) throw new TimeoutException($"What was waited for did not come: {page.Url} is open.");
                await Task.Delay(Between);
            }
        }

        private async Task<bool> IsThereAsync()
        {
            try
            {
                return await page.EvaluateAsync<string>("() => document.readyState") == "complete";
            }
            catch (PlaywrightException)
            {
                // The page that was asked is on its way out.
                return false;
            }
        }
    }

    [GeneratedRegex(@"(\\\*)+")]
    private static partial Regex Stars();
}
