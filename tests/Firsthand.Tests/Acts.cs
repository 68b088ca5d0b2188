using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Firsthand.Tests;

/// <summary>What a member does, through the API, in the domain's words.</summary>
internal static class Acts
{
    extension(HttpClient client)
    {
        /// <summary>Brings files, and waits until they are read, heard and grouped.</summary>
        /// <returns>The import as its page shows it.</returns>
        public async Task<JsonElement> BringAsync(params (string Name, string Text)[] files)
        {
            var import = await client.BeginToBringAsync(files);
            await client.IdleAsync();
            return await client.ReadAsync($"/api/imports/{import}");
        }

        /// <summary>Brings files and does not wait.</summary>
        /// <returns>The id of the import.</returns>
        public async Task<string> BeginToBringAsync(params (string Name, string Text)[] files)
        {
            var import = await client.ReceiveAsync([.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);
            (await client.PostAsync($"/api/imports/{import}/start", null)).EnsureSuccessStatusCode();
            return import;
        }

        /// <returns>The id of the import, in preview.</returns>
        public async Task<string> ReceiveAsync(params (string Name, byte[] Bytes)[] files)
        {
            using var form = new MultipartFormDataContent();
            foreach (var (name, bytes) in files) form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "files", name);
            var answer = await client.PostAsync("/api/imports", form);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return (await answer.Content.ReadFromJsonAsync<string>())!;
        }

        /// <summary>Waits until no work is queued or running.</summary>
        public async Task IdleAsync()
        {
            for (var tries = 0; tries < 1200; tries++)
            {
                var jobs = (await client.ReadAsync("/api/jobs")).EnumerateArray().ToList();
                Assert.DoesNotContain(jobs, job => job.GetProperty("state").GetString() == "Failed");
                if (jobs.All(job => job.GetProperty("state").GetString() == "Done")) return;
                await Task.Delay(100);
            }
            Assert.Fail("The work did not end within two minutes.");
        }

        public async Task<JsonElement> ReadAsync(string path)
        {
            var answer = await client.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }

        public Task UndoAsync() => client.BackAsync("undo");

        public Task RedoAsync() => client.BackAsync("redo");

        private async Task BackAsync(string what)
        {
            var answer = await client.PostAsync($"/api/{what}", null);
            Assert.True(answer.IsSuccessStatusCode, $"{what}: {await answer.Content.ReadAsStringAsync()}");
        }

        /// <summary>The only conversation there is.</summary>
        public async Task<string> OnlyConversationAsync() =>
            Assert.Single((await client.ReadAsync("/api/conversations")).GetProperty("rows").EnumerateArray()).GetProperty("id").GetString()!;

        public Task<HttpResponseMessage> MarkAsync(string conversation, int turn, int start, int length, string kind) =>
            client.PostAsJsonAsync("/api/quotes", new { conversation, turn, start, length, kind });

        public async Task<List<JsonElement>> QuotesAsync(string conversation) => [.. (await client.ReadAsync($"/api/conversations/{conversation}/quotes")).EnumerateArray()];
    }
}
