Console.WriteLine("The start-up project of dotnet-ef: see dev/migration.");
